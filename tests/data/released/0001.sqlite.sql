BEGIN TRANSACTION;
CREATE TABLE accounts (
	id INTEGER NOT NULL, 
	user_id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	password_hash VARCHAR NOT NULL, 
	operator BOOLEAN NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_accounts PRIMARY KEY (id), 
	CONSTRAINT fk_accounts_user_id FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE, 
	CONSTRAINT uq_accounts_name UNIQUE (name), 
	CONSTRAINT uq_accounts_user_id UNIQUE (user_id)
);
INSERT INTO "accounts" VALUES(1,1,'wang','opened by no password',1,'2026-10-10 02:00:00.000000');
INSERT INTO "accounts" VALUES(2,3,'lin','opened by no password',0,'2026-10-10 02:00:00.000000');
INSERT INTO "accounts" VALUES(3,4,'new','opened by no password',0,'2026-10-10 02:00:00.000000');
INSERT INTO "accounts" VALUES(4,2,'smith','opened by no password',0,'2026-10-10 02:00:00.000000');
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE allowed_networks (
	user_id INTEGER NOT NULL, 
	network VARCHAR NOT NULL, 
	allowed_at DATETIME NOT NULL, 
	CONSTRAINT pk_allowed_networks PRIMARY KEY (user_id, network), 
	CONSTRAINT fk_allowed_networks_user_id FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
);
INSERT INTO "allowed_networks" VALUES(1,'192.168.1.0/24','2026-10-10 02:00:00.000000');
CREATE TABLE api_tokens (
	id INTEGER NOT NULL, 
	account_id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	scopes JSON NOT NULL, 
	token_hash VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	used_at DATETIME, 
	CONSTRAINT pk_api_tokens PRIMARY KEY (id), 
	CONSTRAINT fk_api_tokens_account_id FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE, 
	CONSTRAINT uq_api_tokens_token_hash UNIQUE (token_hash)
);
INSERT INTO "api_tokens" VALUES(1,1,'home automation','["read", "write"]','d7008c645e2dad6744aa3efb6bb922b6ad929839db209ad8e30aa96c20dda903','2026-10-10 02:00:00.000000',NULL);
CREATE TABLE channels (
	id INTEGER NOT NULL, 
	user_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	config VARCHAR NOT NULL, 
	label VARCHAR NOT NULL, 
	detail VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	for_reminders BOOLEAN NOT NULL, 
	for_digests BOOLEAN NOT NULL, 
	for_warnings BOOLEAN NOT NULL, 
	per_minute INTEGER, 
	per_day INTEGER, 
	refusals INTEGER NOT NULL, 
	rests_until DATETIME, 
	paused_at DATETIME, 
	paused_by VARCHAR, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_channels PRIMARY KEY (id), 
	CONSTRAINT fk_channels_user_id FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
);
INSERT INTO "channels" VALUES(1,1,'email','gAAAAABrC_3LftLtP5ozKMwbWClFI_WVpBWjTktIWmTLdG-ZppRSNiNDx-C_2dyr4Wq8KzuXVyho78TcarfNXqUriKpvFiMPvsWSjnerJWJ1n2kiLY7bVN4CyGfk3plfe9d7UABsNaJWOcfEN98sWxtmgFWO4TsFEVlpgYrQG3xvHzvzZG0IjA3SvfeQD1Mv3gW1w8RGC2xzdKYUsJFfXjMjpaRSYL3eDr9JzsOF-UTOutPgEIALoM2Rn5OnTNb8Vy7InJo-4B8f','u***@example.com (127.0.0.1)','full',1,1,1,1,NULL,NULL,0,NULL,NULL,NULL,'2026-10-10 02:00:00.000000');
INSERT INTO "channels" VALUES(2,3,'email','gAAAAABrC_3L_QsY0iyPGnA0_z8EomMn2qSs18pTYB7_2MTwaslbHXPYFEVqYZzPHQhl8T11sBPXe4zQVpDzQ86herwfwFXu6AhrrTI3SnxVBVb8TKlUQI1OzN_ItJGImIqCExA5ndv4qqusY0JdmJFX8Lx6387-AMPzvCwftuSZiAoCMWwm43cCxtkltAT-xMogAl_6vyywi1Mp4CAnsr_uWsmPkXqXaufBM2j-wAdFuhgQIOtlfbm9eDlYkEEkiJqloNI8N_-3','u***@example.com (127.0.0.1)','full',1,1,1,1,NULL,NULL,0,NULL,NULL,NULL,'2026-10-10 02:00:00.000000');
INSERT INTO "channels" VALUES(3,2,'email','gAAAAABrC_3L9mB2AoJE_i_83lctkckjuWMfhCI68oZv7pybAh6rclopfM0EiB0pL1eerNhG2Xd0RC_CLtWlLqhwNGXRsq4YVRY5j-Ux987OKY94aa2fQ1LoVW3Y8jZBjuprAHmx86_yY8xTVEnv_foehWkhA_sga9FSskxDIhT3ASx7wmJUJgkbrtqiicBCh4UGTaCNC_siFrY4UbxojbRo64OLxjFvbKUFT7q5YOi-qTugJOVmQWK955Q9k1zmTFV4fFEVnYmp','u***@example.com (127.0.0.1)','full',1,1,1,1,NULL,NULL,0,NULL,NULL,NULL,'2026-10-10 02:00:00.000000');
CREATE TABLE closures (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	platform VARCHAR NOT NULL, 
	platform_name VARCHAR NOT NULL, 
	route VARCHAR, 
	requested_on DATE NOT NULL, 
	state VARCHAR NOT NULL, 
	note VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_closures PRIMARY KEY (id), 
	CONSTRAINT fk_closures_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
);
INSERT INTO "closures" VALUES(1,1,'jd-jintiao','京东金条','app','2026-09-24','waiting','','2026-09-24 02:00:00.000000');
INSERT INTO "closures" VALUES(2,1,'huarui-bank','上海华瑞银行',NULL,'2026-09-15','waiting','','2026-09-15 02:00:00.000000');
INSERT INTO "closures" VALUES(3,1,'duxiaoman','度小满',NULL,'2026-08-20','waiting','','2026-08-20 02:00:00.000000');
INSERT INTO "closures" VALUES(4,1,'weilidai','微粒贷',NULL,'2026-09-20','waiting','','2026-09-20 02:00:00.000000');
INSERT INTO "closures" VALUES(5,1,'huabei','花呗',NULL,'2026-10-05','waiting','','2026-10-05 02:00:00.000000');
INSERT INTO "closures" VALUES(6,1,'meituan','美团',NULL,'2026-09-28','waiting','','2026-09-28 02:00:00.000000');
INSERT INTO "closures" VALUES(7,1,'suning-consumer-finance','苏宁消费金融',NULL,'2026-10-09','waiting','','2026-10-09 02:00:00.000000');
INSERT INTO "closures" VALUES(8,1,'yilian-bank','亿联银行',NULL,'2026-09-18','waiting','','2026-09-18 02:00:00.000000');
INSERT INTO "closures" VALUES(9,1,'zhongrong-trust','中融国际信托',NULL,'2026-09-22','waiting','','2026-09-22 02:00:00.000000');
INSERT INTO "closures" VALUES(10,1,'xinwang-bank','四川新网银行',NULL,'2026-10-01','requested','','2026-10-01 02:00:00.000000');
INSERT INTO "closures" VALUES(11,1,'weihai-bank','威海银行',NULL,'2026-08-03','verified','','2026-08-03 02:00:00.000000');
INSERT INTO "closures" VALUES(12,1,'jinshang-consumer-finance','晋商消费金融',NULL,'2026-07-20','escalated','','2026-07-20 02:00:00.000000');
INSERT INTO "closures" VALUES(13,2,'jd-jintiao','京东金条','app','2026-09-24','waiting','','2026-09-24 02:00:00.000000');
INSERT INTO "closures" VALUES(14,5,'jd-jintiao','京东金条','app','2026-09-24','waiting','','2026-09-24 02:00:00.000000');
INSERT INTO "closures" VALUES(15,5,'huarui-bank','上海华瑞银行',NULL,'2026-09-15','waiting','','2026-09-15 02:00:00.000000');
INSERT INTO "closures" VALUES(16,6,'weilidai','微粒贷',NULL,'2026-09-20','waiting','','2026-09-20 02:00:00.000000');
INSERT INTO "closures" VALUES(17,6,'huabei','花呗',NULL,'2026-10-05','waiting','','2026-10-05 02:00:00.000000');
INSERT INTO "closures" VALUES(18,6,'meituan','美团',NULL,'2026-09-28','waiting','','2026-09-28 02:00:00.000000');
INSERT INTO "closures" VALUES(19,7,'suning-consumer-finance','苏宁消费金融',NULL,'2026-10-09','waiting','','2026-10-09 02:00:00.000000');
INSERT INTO "closures" VALUES(20,1,'','某某小贷',NULL,'2026-09-01','waiting','打了三次电话','2026-09-01 02:00:00.000000');
CREATE TABLE deliveries (
	id INTEGER NOT NULL, 
	reminder_id INTEGER NOT NULL, 
	channel_id INTEGER, 
	message_id VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	outcome VARCHAR NOT NULL, 
	code VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	seconds DOUBLE NOT NULL, 
	CONSTRAINT pk_deliveries PRIMARY KEY (id), 
	CONSTRAINT fk_deliveries_channel_id FOREIGN KEY(channel_id) REFERENCES channels (id) ON DELETE SET NULL, 
	CONSTRAINT fk_deliveries_reminder_id FOREIGN KEY(reminder_id) REFERENCES reminders (id) ON DELETE CASCADE
);
INSERT INTO "deliveries" VALUES(1,118,3,'<2e71147913728878ec854b4b0ac53b6b@box.example>','2026-10-10 02:30:00.000000','sent','','',5.16136224000092624919e-01);
INSERT INTO "deliveries" VALUES(2,1,1,'<a2e73a702383ccd3dd32dbcfdb7ebda3@box.example>','2026-10-10 02:30:00.000000','refused','550','mailbox unavailable',7.48532016999888583086e-01);
INSERT INTO "deliveries" VALUES(3,10,1,'<a2e73a702383ccd3dd32dbcfdb7ebda3@box.example>','2026-10-10 02:30:00.000000','refused','550','mailbox unavailable',7.48532016999888583086e-01);
INSERT INTO "deliveries" VALUES(4,11,1,'<a2e73a702383ccd3dd32dbcfdb7ebda3@box.example>','2026-10-10 02:30:00.000000','refused','550','mailbox unavailable',7.48532016999888583086e-01);
INSERT INTO "deliveries" VALUES(5,12,1,'<a2e73a702383ccd3dd32dbcfdb7ebda3@box.example>','2026-10-10 02:30:00.000000','refused','550','mailbox unavailable',7.48532016999888583086e-01);
INSERT INTO "deliveries" VALUES(6,19,1,'<a2e73a702383ccd3dd32dbcfdb7ebda3@box.example>','2026-10-10 02:30:00.000000','refused','550','mailbox unavailable',7.48532016999888583086e-01);
INSERT INTO "deliveries" VALUES(7,20,1,'<a2e73a702383ccd3dd32dbcfdb7ebda3@box.example>','2026-10-10 02:30:00.000000','refused','550','mailbox unavailable',7.48532016999888583086e-01);
INSERT INTO "deliveries" VALUES(8,21,1,'<a2e73a702383ccd3dd32dbcfdb7ebda3@box.example>','2026-10-10 02:30:00.000000','refused','550','mailbox unavailable',7.48532016999888583086e-01);
INSERT INTO "deliveries" VALUES(9,22,1,'<a2e73a702383ccd3dd32dbcfdb7ebda3@box.example>','2026-10-10 02:30:00.000000','refused','550','mailbox unavailable',7.48532016999888583086e-01);
INSERT INTO "deliveries" VALUES(10,55,1,'<a2e73a702383ccd3dd32dbcfdb7ebda3@box.example>','2026-10-10 02:30:00.000000','refused','550','mailbox unavailable',7.48532016999888583086e-01);
INSERT INTO "deliveries" VALUES(11,56,1,'<a2e73a702383ccd3dd32dbcfdb7ebda3@box.example>','2026-10-10 02:30:00.000000','refused','550','mailbox unavailable',7.48532016999888583086e-01);
INSERT INTO "deliveries" VALUES(12,67,1,'<a2e73a702383ccd3dd32dbcfdb7ebda3@box.example>','2026-10-10 02:30:00.000000','refused','550','mailbox unavailable',7.48532016999888583086e-01);
INSERT INTO "deliveries" VALUES(13,68,1,'<a2e73a702383ccd3dd32dbcfdb7ebda3@box.example>','2026-10-10 02:30:00.000000','refused','550','mailbox unavailable',7.48532016999888583086e-01);
INSERT INTO "deliveries" VALUES(14,77,1,'<a2e73a702383ccd3dd32dbcfdb7ebda3@box.example>','2026-10-10 02:30:00.000000','refused','550','mailbox unavailable',7.48532016999888583086e-01);
INSERT INTO "deliveries" VALUES(15,86,1,'<a2e73a702383ccd3dd32dbcfdb7ebda3@box.example>','2026-10-10 02:30:00.000000','refused','550','mailbox unavailable',7.48532016999888583086e-01);
INSERT INTO "deliveries" VALUES(16,87,1,'<a2e73a702383ccd3dd32dbcfdb7ebda3@box.example>','2026-10-10 02:30:00.000000','refused','550','mailbox unavailable',7.48532016999888583086e-01);
INSERT INTO "deliveries" VALUES(17,117,1,'<a2e73a702383ccd3dd32dbcfdb7ebda3@box.example>','2026-10-10 02:30:00.000000','refused','550','mailbox unavailable',7.48532016999888583086e-01);
INSERT INTO "deliveries" VALUES(18,184,1,'<a2e73a702383ccd3dd32dbcfdb7ebda3@box.example>','2026-10-10 02:30:00.000000','refused','550','mailbox unavailable',7.48532016999888583086e-01);
INSERT INTO "deliveries" VALUES(19,127,2,'<70798960385e19619428cc5b5c9a1618@box.example>','2026-10-10 02:30:00.000000','sent','','',7.28921828999773424584e-01);
INSERT INTO "deliveries" VALUES(20,136,2,'<70798960385e19619428cc5b5c9a1618@box.example>','2026-10-10 02:30:00.000000','sent','','',7.28921828999773424584e-01);
INSERT INTO "deliveries" VALUES(21,137,2,'<70798960385e19619428cc5b5c9a1618@box.example>','2026-10-10 02:30:00.000000','sent','','',7.28921828999773424584e-01);
INSERT INTO "deliveries" VALUES(22,138,2,'<70798960385e19619428cc5b5c9a1618@box.example>','2026-10-10 02:30:00.000000','sent','','',7.28921828999773424584e-01);
INSERT INTO "deliveries" VALUES(23,172,2,'<70798960385e19619428cc5b5c9a1618@box.example>','2026-10-10 02:30:00.000000','sent','','',7.28921828999773424584e-01);
INSERT INTO "deliveries" VALUES(24,173,2,'<70798960385e19619428cc5b5c9a1618@box.example>','2026-10-10 02:30:00.000000','sent','','',7.28921828999773424584e-01);
INSERT INTO "deliveries" VALUES(25,193,3,'<19c323bab0737cfa2b53b56bc6abad16@box.example>','2026-10-10 02:30:00.000000','sent','','',3.3304634400019494933e-01);
INSERT INTO "deliveries" VALUES(26,194,2,'<8f98f4388bbba231c69a4a4196bcd028@box.example>','2026-10-10 02:30:00.000000','sent','','',1.7771343000276829116e-02);
INSERT INTO "deliveries" VALUES(27,119,3,'<5b2c00d5dc5f008dc0b3f0cb9d4c2a15@box.example>','2026-10-15 02:30:00.000000','sent','','',3.46395499991558608599e-03);
INSERT INTO "deliveries" VALUES(28,2,1,'<f761ebc3b28445e636d6451c0fb3b0e4@box.example>','2026-10-15 02:30:00.000000','sent','','',7.56107600000177626498e-03);
INSERT INTO "deliveries" VALUES(29,13,1,'<f761ebc3b28445e636d6451c0fb3b0e4@box.example>','2026-10-15 02:30:00.000000','sent','','',7.56107600000177626498e-03);
INSERT INTO "deliveries" VALUES(30,23,1,'<f761ebc3b28445e636d6451c0fb3b0e4@box.example>','2026-10-15 02:30:00.000000','sent','','',7.56107600000177626498e-03);
INSERT INTO "deliveries" VALUES(31,57,1,'<f761ebc3b28445e636d6451c0fb3b0e4@box.example>','2026-10-15 02:30:00.000000','sent','','',7.56107600000177626498e-03);
INSERT INTO "deliveries" VALUES(32,69,1,'<f761ebc3b28445e636d6451c0fb3b0e4@box.example>','2026-10-15 02:30:00.000000','sent','','',7.56107600000177626498e-03);
INSERT INTO "deliveries" VALUES(33,80,1,'<f761ebc3b28445e636d6451c0fb3b0e4@box.example>','2026-10-15 02:30:00.000000','sent','','',7.56107600000177626498e-03);
INSERT INTO "deliveries" VALUES(34,88,1,'<f761ebc3b28445e636d6451c0fb3b0e4@box.example>','2026-10-15 02:30:00.000000','sent','','',7.56107600000177626498e-03);
INSERT INTO "deliveries" VALUES(35,185,1,'<f761ebc3b28445e636d6451c0fb3b0e4@box.example>','2026-10-15 02:30:00.000000','sent','','',7.56107600000177626498e-03);
INSERT INTO "deliveries" VALUES(36,128,2,'<21f796cc9c9e15eb07610f9dfef1a00b@box.example>','2026-10-15 02:30:00.000000','sent','','',7.75376199999300297349e-03);
INSERT INTO "deliveries" VALUES(37,139,2,'<21f796cc9c9e15eb07610f9dfef1a00b@box.example>','2026-10-15 02:30:00.000000','sent','','',7.75376199999300297349e-03);
INSERT INTO "deliveries" VALUES(38,174,2,'<21f796cc9c9e15eb07610f9dfef1a00b@box.example>','2026-10-15 02:30:00.000000','sent','','',7.75376199999300297349e-03);
INSERT INTO "deliveries" VALUES(39,196,3,'<9e53a1ec1fb9da6eab60aa4c37ebec05@box.example>','2026-10-15 02:30:00.000000','sent','','',1.28781400007937918417e-03);
INSERT INTO "deliveries" VALUES(40,197,2,'<9558cceb72fae3a61fe605c81a23d5c1@box.example>','2026-10-15 02:30:00.000000','sent','','',1.76502799968147883191e-03);
INSERT INTO "deliveries" VALUES(41,3,1,'<82ab9f80e4fc5e752685656b9c24e75f@box.example>','2026-10-20 02:30:00.000000','sent','','',2.69839000020510866306e-03);
INSERT INTO "deliveries" VALUES(42,14,1,'<82ab9f80e4fc5e752685656b9c24e75f@box.example>','2026-10-20 02:30:00.000000','sent','','',2.69839000020510866306e-03);
INSERT INTO "deliveries" VALUES(43,24,1,'<82ab9f80e4fc5e752685656b9c24e75f@box.example>','2026-10-20 02:30:00.000000','sent','','',2.69839000020510866306e-03);
INSERT INTO "deliveries" VALUES(44,58,1,'<82ab9f80e4fc5e752685656b9c24e75f@box.example>','2026-10-20 02:30:00.000000','sent','','',2.69839000020510866306e-03);
INSERT INTO "deliveries" VALUES(45,70,1,'<82ab9f80e4fc5e752685656b9c24e75f@box.example>','2026-10-20 02:30:00.000000','sent','','',2.69839000020510866306e-03);
INSERT INTO "deliveries" VALUES(46,186,1,'<82ab9f80e4fc5e752685656b9c24e75f@box.example>','2026-10-20 02:30:00.000000','sent','','',2.69839000020510866306e-03);
INSERT INTO "deliveries" VALUES(47,120,3,'<fc7cbc13cc0efe6abdacd084f2b72b9e@box.example>','2026-10-20 02:30:00.000000','sent','','',9.49483000113104935735e-04);
INSERT INTO "deliveries" VALUES(48,129,2,'<b26e86ae4add792fa362bb07ae1c9b56@box.example>','2026-10-20 02:30:00.000000','sent','','',1.55907500038665602914e-03);
INSERT INTO "deliveries" VALUES(49,140,2,'<b26e86ae4add792fa362bb07ae1c9b56@box.example>','2026-10-20 02:30:00.000000','sent','','',1.55907500038665602914e-03);
INSERT INTO "deliveries" VALUES(50,175,2,'<b26e86ae4add792fa362bb07ae1c9b56@box.example>','2026-10-20 02:30:00.000000','sent','','',1.55907500038665602914e-03);
INSERT INTO "deliveries" VALUES(51,199,3,'<9b86da3c7294986279330b6adba9d7a4@box.example>','2026-10-20 02:30:00.000000','sent','','',1.27963499971883720718e-03);
INSERT INTO "deliveries" VALUES(52,200,2,'<44a1ed0a53339c3f69079cdb5a59da15@box.example>','2026-10-20 02:30:00.000000','sent','','',1.51133700001082615926e-03);
INSERT INTO "deliveries" VALUES(53,4,1,'<38d6cfc2b2a902b131d06b09d9a99fc5@box.example>','2026-10-25 02:30:00.000000','sent','','',2.43769999997311970219e-03);
INSERT INTO "deliveries" VALUES(54,59,1,'<38d6cfc2b2a902b131d06b09d9a99fc5@box.example>','2026-10-25 02:30:00.000000','sent','','',2.43769999997311970219e-03);
INSERT INTO "deliveries" VALUES(55,71,1,'<38d6cfc2b2a902b131d06b09d9a99fc5@box.example>','2026-10-25 02:30:00.000000','sent','','',2.43769999997311970219e-03);
INSERT INTO "deliveries" VALUES(56,81,1,'<38d6cfc2b2a902b131d06b09d9a99fc5@box.example>','2026-10-25 02:30:00.000000','sent','','',2.43769999997311970219e-03);
INSERT INTO "deliveries" VALUES(57,187,1,'<38d6cfc2b2a902b131d06b09d9a99fc5@box.example>','2026-10-25 02:30:00.000000','sent','','',2.43769999997311970219e-03);
INSERT INTO "deliveries" VALUES(58,130,2,'<92de5ff0f4e52f7958e3f01022241239@box.example>','2026-10-25 02:30:00.000000','sent','','',1.54209500033175572752e-03);
INSERT INTO "deliveries" VALUES(59,176,2,'<92de5ff0f4e52f7958e3f01022241239@box.example>','2026-10-25 02:30:00.000000','sent','','',1.54209500033175572752e-03);
INSERT INTO "deliveries" VALUES(60,121,3,'<b82d49cb1b4a89358b685ca861c0e7bc@box.example>','2026-10-25 02:30:00.000000','sent','','',8.93400999757432145997e-04);
INSERT INTO "deliveries" VALUES(61,15,1,'<94d5814ce5bb3959345fad28970ff5f7@box.example>','2026-10-30 02:30:00.000000','sent','','',2.63380300020799040794e-03);
INSERT INTO "deliveries" VALUES(62,25,1,'<94d5814ce5bb3959345fad28970ff5f7@box.example>','2026-10-30 02:30:00.000000','sent','','',2.63380300020799040794e-03);
INSERT INTO "deliveries" VALUES(63,60,1,'<94d5814ce5bb3959345fad28970ff5f7@box.example>','2026-10-30 02:30:00.000000','sent','','',2.63380300020799040794e-03);
INSERT INTO "deliveries" VALUES(64,82,1,'<94d5814ce5bb3959345fad28970ff5f7@box.example>','2026-10-30 02:30:00.000000','sent','','',2.63380300020799040794e-03);
INSERT INTO "deliveries" VALUES(65,89,1,'<94d5814ce5bb3959345fad28970ff5f7@box.example>','2026-10-30 02:30:00.000000','sent','','',2.63380300020799040794e-03);
INSERT INTO "deliveries" VALUES(66,188,1,'<94d5814ce5bb3959345fad28970ff5f7@box.example>','2026-10-30 02:30:00.000000','sent','','',2.63380300020799040794e-03);
INSERT INTO "deliveries" VALUES(67,202,3,'<97b49c001c38cf7b03cffb67c5cb63b7@box.example>','2026-10-30 02:30:00.000000','sent','','',1.26251599976967554539e-03);
INSERT INTO "deliveries" VALUES(68,203,2,'<f336b3a3258ba80502c5cc092df42eb5@box.example>','2026-10-30 02:30:00.000000','sent','','',1.74387099968953407369e-03);
INSERT INTO "deliveries" VALUES(69,141,2,'<e963e697ebf4a12be70b5d32f5dc2e75@box.example>','2026-10-30 02:30:00.000000','sent','','',1.63259500004642177373e-03);
INSERT INTO "deliveries" VALUES(70,177,2,'<e963e697ebf4a12be70b5d32f5dc2e75@box.example>','2026-10-30 02:30:00.000000','sent','','',1.63259500004642177373e-03);
CREATE TABLE escalations (
	id INTEGER NOT NULL, 
	closure_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	rung VARCHAR NOT NULL, 
	filed_on DATE NOT NULL, 
	accepted_on DATE, 
	ticket VARCHAR, 
	answer_due_on DATE, 
	recorded_on DATE NOT NULL, 
	CONSTRAINT pk_escalations PRIMARY KEY (id), 
	CONSTRAINT fk_escalations_closure_id FOREIGN KEY(closure_id) REFERENCES closures (id) ON DELETE CASCADE, 
	CONSTRAINT uq_escalations_closure_id_number UNIQUE (closure_id, number), 
	CONSTRAINT uq_escalations_closure_id_rung_filed_on UNIQUE (closure_id, rung, filed_on)
);
INSERT INTO "escalations" VALUES(1,12,1,'objection','2026-09-02','2026-09-04','YY-2026-0915','2026-09-24','2026-09-05');
CREATE TABLE events (
	id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	kind VARCHAR NOT NULL, 
	user_id INTEGER, 
	closure_id INTEGER, 
	data JSON NOT NULL, 
	"before" JSON, 
	CONSTRAINT pk_events PRIMARY KEY (id), 
	CONSTRAINT fk_events_closure_id FOREIGN KEY(closure_id) REFERENCES closures (id) ON DELETE CASCADE, 
	CONSTRAINT fk_events_user_id FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
);
INSERT INTO "events" VALUES(1,'2026-09-24 02:00:00.000000','registered',1,1,'{}',NULL);
INSERT INTO "events" VALUES(2,'2026-09-15 02:00:00.000000','registered',1,2,'{}',NULL);
INSERT INTO "events" VALUES(3,'2026-08-20 02:00:00.000000','registered',1,3,'{}',NULL);
INSERT INTO "events" VALUES(4,'2026-09-20 02:00:00.000000','registered',1,4,'{}',NULL);
INSERT INTO "events" VALUES(5,'2026-10-05 02:00:00.000000','registered',1,5,'{}',NULL);
INSERT INTO "events" VALUES(6,'2026-09-28 02:00:00.000000','registered',1,6,'{}',NULL);
INSERT INTO "events" VALUES(7,'2026-10-09 02:00:00.000000','registered',1,7,'{}',NULL);
INSERT INTO "events" VALUES(8,'2026-09-18 02:00:00.000000','registered',1,8,'{}',NULL);
INSERT INTO "events" VALUES(9,'2026-09-22 02:00:00.000000','registered',1,9,'{}',NULL);
INSERT INTO "events" VALUES(10,'2026-10-09 02:00:00.000000','snoozed',1,9,'{"until": "2026-10-10", "report_asked": true}','{"state": "waiting", "round": 1, "answered_at": null, "day0": "2026-09-22", "snoozed_until": null, "expected": false, "calls": [], "answer": null}');
INSERT INTO "events" VALUES(11,'2026-10-01 02:00:00.000000','registered',1,10,'{}',NULL);
INSERT INTO "events" VALUES(12,'2026-08-03 02:00:00.000000','registered',1,11,'{}',NULL);
INSERT INTO "events" VALUES(13,'2026-08-20 02:00:00.000000','answered',1,11,'{"answer": "verified", "round": 1}','{"state": "waiting", "round": 1, "answered_at": null, "day0": "2026-08-03", "snoozed_until": null, "expected": false, "calls": [], "answer": null}');
INSERT INTO "events" VALUES(14,'2026-07-20 02:00:00.000000','registered',1,12,'{}',NULL);
INSERT INTO "events" VALUES(15,'2026-09-01 02:00:00.000000','answered',1,12,'{"answer": "still-open", "round": 1}','{"state": "waiting", "round": 1, "answered_at": null, "day0": "2026-07-20", "snoozed_until": null, "expected": false, "calls": [], "answer": null}');
INSERT INTO "events" VALUES(16,'2026-09-05 02:00:00.000000','escalated',1,12,'{"rung": "objection", "on": "2026-09-02", "accepted_on": "2026-09-04", "answer_due_on": "2026-09-24", "ticket": "YY-2026-0915", "was": "escalated"}',NULL);
INSERT INTO "events" VALUES(17,'2026-09-06 02:00:00.000000','noted',1,12,'{"text": "\u5de5\u53f7 8001 \u7684\u5ba2\u670d\u8bf4\u5df2\u7ecf\u63d0\u4ea4\u4e0a\u7ea7\u90e8\u95e8\u5904\u7406", "ticket": null}',NULL);
INSERT INTO "events" VALUES(18,'2026-09-24 02:00:00.000000','registered',2,13,'{}',NULL);
INSERT INTO "events" VALUES(19,'2026-09-24 02:00:00.000000','registered',3,14,'{}',NULL);
INSERT INTO "events" VALUES(20,'2026-09-15 02:00:00.000000','registered',3,15,'{}',NULL);
INSERT INTO "events" VALUES(21,'2026-09-20 02:00:00.000000','registered',3,16,'{}',NULL);
INSERT INTO "events" VALUES(22,'2026-10-05 02:00:00.000000','registered',3,17,'{}',NULL);
INSERT INTO "events" VALUES(23,'2026-09-28 02:00:00.000000','registered',3,18,'{}',NULL);
INSERT INTO "events" VALUES(24,'2026-10-09 02:00:00.000000','registered',3,19,'{}',NULL);
INSERT INTO "events" VALUES(25,'2026-09-01 02:00:00.000000','registered',1,20,'{}',NULL);
INSERT INTO "events" VALUES(26,'2026-10-10 02:30:00.000000','reminded',2,13,'{"channel": 3, "message_id": "<2e71147913728878ec854b4b0ac53b6b@box.example>", "failure": null}',NULL);
INSERT INTO "events" VALUES(27,'2026-10-10 02:30:00.000000','reminder_failed',1,1,'{"channel": 1, "message_id": "<a2e73a702383ccd3dd32dbcfdb7ebda3@box.example>", "failure": "550: mailbox unavailable"}',NULL);
INSERT INTO "events" VALUES(28,'2026-10-10 02:30:00.000000','reminder_failed',1,2,'{"channel": 1, "message_id": "<a2e73a702383ccd3dd32dbcfdb7ebda3@box.example>", "failure": "550: mailbox unavailable"}',NULL);
INSERT INTO "events" VALUES(29,'2026-10-10 02:30:00.000000','reminder_failed',1,3,'{"channel": 1, "message_id": "<a2e73a702383ccd3dd32dbcfdb7ebda3@box.example>", "failure": "550: mailbox unavailable"}',NULL);
INSERT INTO "events" VALUES(30,'2026-10-10 02:30:00.000000','reminder_failed',1,7,'{"channel": 1, "message_id": "<a2e73a702383ccd3dd32dbcfdb7ebda3@box.example>", "failure": "550: mailbox unavailable"}',NULL);
INSERT INTO "events" VALUES(31,'2026-10-10 02:30:00.000000','reminder_failed',1,8,'{"channel": 1, "message_id": "<a2e73a702383ccd3dd32dbcfdb7ebda3@box.example>", "failure": "550: mailbox unavailable"}',NULL);
INSERT INTO "events" VALUES(32,'2026-10-10 02:30:00.000000','reminder_failed',1,9,'{"channel": 1, "message_id": "<a2e73a702383ccd3dd32dbcfdb7ebda3@box.example>", "failure": "550: mailbox unavailable"}',NULL);
INSERT INTO "events" VALUES(33,'2026-10-10 02:30:00.000000','reminder_failed',1,10,'{"channel": 1, "message_id": "<a2e73a702383ccd3dd32dbcfdb7ebda3@box.example>", "failure": "550: mailbox unavailable"}',NULL);
INSERT INTO "events" VALUES(34,'2026-10-10 02:30:00.000000','reminder_failed',1,12,'{"channel": 1, "message_id": "<a2e73a702383ccd3dd32dbcfdb7ebda3@box.example>", "failure": "550: mailbox unavailable"}',NULL);
INSERT INTO "events" VALUES(35,'2026-10-10 02:30:00.000000','reminder_failed',1,20,'{"channel": 1, "message_id": "<a2e73a702383ccd3dd32dbcfdb7ebda3@box.example>", "failure": "550: mailbox unavailable"}',NULL);
INSERT INTO "events" VALUES(36,'2026-10-10 02:30:00.000000','reminded',3,14,'{"channel": 2, "message_id": "<70798960385e19619428cc5b5c9a1618@box.example>", "failure": null}',NULL);
INSERT INTO "events" VALUES(37,'2026-10-10 02:30:00.000000','reminded',3,15,'{"channel": 2, "message_id": "<70798960385e19619428cc5b5c9a1618@box.example>", "failure": null}',NULL);
INSERT INTO "events" VALUES(38,'2026-10-10 02:30:00.000000','reminded',3,19,'{"channel": 2, "message_id": "<70798960385e19619428cc5b5c9a1618@box.example>", "failure": null}',NULL);
INSERT INTO "events" VALUES(39,'2026-10-15 02:30:00.000000','reminded',2,13,'{"channel": 3, "message_id": "<5b2c00d5dc5f008dc0b3f0cb9d4c2a15@box.example>", "failure": null}',NULL);
INSERT INTO "events" VALUES(40,'2026-10-15 02:30:00.000000','reminded',1,1,'{"channel": 1, "message_id": "<f761ebc3b28445e636d6451c0fb3b0e4@box.example>", "failure": null}',NULL);
INSERT INTO "events" VALUES(41,'2026-10-15 02:30:00.000000','reminded',1,2,'{"channel": 1, "message_id": "<f761ebc3b28445e636d6451c0fb3b0e4@box.example>", "failure": null}',NULL);
INSERT INTO "events" VALUES(42,'2026-10-15 02:30:00.000000','reminded',1,3,'{"channel": 1, "message_id": "<f761ebc3b28445e636d6451c0fb3b0e4@box.example>", "failure": null}',NULL);
INSERT INTO "events" VALUES(43,'2026-10-15 02:30:00.000000','reminded',1,7,'{"channel": 1, "message_id": "<f761ebc3b28445e636d6451c0fb3b0e4@box.example>", "failure": null}',NULL);
INSERT INTO "events" VALUES(44,'2026-10-15 02:30:00.000000','reminded',1,8,'{"channel": 1, "message_id": "<f761ebc3b28445e636d6451c0fb3b0e4@box.example>", "failure": null}',NULL);
INSERT INTO "events" VALUES(45,'2026-10-15 02:30:00.000000','reminded',1,9,'{"channel": 1, "message_id": "<f761ebc3b28445e636d6451c0fb3b0e4@box.example>", "failure": null}',NULL);
INSERT INTO "events" VALUES(46,'2026-10-15 02:30:00.000000','reminded',1,10,'{"channel": 1, "message_id": "<f761ebc3b28445e636d6451c0fb3b0e4@box.example>", "failure": null}',NULL);
INSERT INTO "events" VALUES(47,'2026-10-15 02:30:00.000000','reminded',1,20,'{"channel": 1, "message_id": "<f761ebc3b28445e636d6451c0fb3b0e4@box.example>", "failure": null}',NULL);
INSERT INTO "events" VALUES(48,'2026-10-15 02:30:00.000000','reminded',3,14,'{"channel": 2, "message_id": "<21f796cc9c9e15eb07610f9dfef1a00b@box.example>", "failure": null}',NULL);
INSERT INTO "events" VALUES(49,'2026-10-15 02:30:00.000000','reminded',3,15,'{"channel": 2, "message_id": "<21f796cc9c9e15eb07610f9dfef1a00b@box.example>", "failure": null}',NULL);
INSERT INTO "events" VALUES(50,'2026-10-15 02:30:00.000000','reminded',3,19,'{"channel": 2, "message_id": "<21f796cc9c9e15eb07610f9dfef1a00b@box.example>", "failure": null}',NULL);
INSERT INTO "events" VALUES(51,'2026-10-20 02:30:00.000000','reminded',1,1,'{"channel": 1, "message_id": "<82ab9f80e4fc5e752685656b9c24e75f@box.example>", "failure": null}',NULL);
INSERT INTO "events" VALUES(52,'2026-10-20 02:30:00.000000','reminded',1,2,'{"channel": 1, "message_id": "<82ab9f80e4fc5e752685656b9c24e75f@box.example>", "failure": null}',NULL);
INSERT INTO "events" VALUES(53,'2026-10-20 02:30:00.000000','reminded',1,3,'{"channel": 1, "message_id": "<82ab9f80e4fc5e752685656b9c24e75f@box.example>", "failure": null}',NULL);
INSERT INTO "events" VALUES(54,'2026-10-20 02:30:00.000000','reminded',1,7,'{"channel": 1, "message_id": "<82ab9f80e4fc5e752685656b9c24e75f@box.example>", "failure": null}',NULL);
INSERT INTO "events" VALUES(55,'2026-10-20 02:30:00.000000','reminded',1,8,'{"channel": 1, "message_id": "<82ab9f80e4fc5e752685656b9c24e75f@box.example>", "failure": null}',NULL);
INSERT INTO "events" VALUES(56,'2026-10-20 02:30:00.000000','reminded',1,20,'{"channel": 1, "message_id": "<82ab9f80e4fc5e752685656b9c24e75f@box.example>", "failure": null}',NULL);
INSERT INTO "events" VALUES(57,'2026-10-20 02:30:00.000000','reminded',2,13,'{"channel": 3, "message_id": "<fc7cbc13cc0efe6abdacd084f2b72b9e@box.example>", "failure": null}',NULL);
INSERT INTO "events" VALUES(58,'2026-10-20 02:30:00.000000','reminded',3,14,'{"channel": 2, "message_id": "<b26e86ae4add792fa362bb07ae1c9b56@box.example>", "failure": null}',NULL);
INSERT INTO "events" VALUES(59,'2026-10-20 02:30:00.000000','reminded',3,15,'{"channel": 2, "message_id": "<b26e86ae4add792fa362bb07ae1c9b56@box.example>", "failure": null}',NULL);
INSERT INTO "events" VALUES(60,'2026-10-20 02:30:00.000000','reminded',3,19,'{"channel": 2, "message_id": "<b26e86ae4add792fa362bb07ae1c9b56@box.example>", "failure": null}',NULL);
INSERT INTO "events" VALUES(61,'2026-10-25 02:30:00.000000','reminded',1,1,'{"channel": 1, "message_id": "<38d6cfc2b2a902b131d06b09d9a99fc5@box.example>", "failure": null}',NULL);
INSERT INTO "events" VALUES(62,'2026-10-25 02:30:00.000000','reminded',1,7,'{"channel": 1, "message_id": "<38d6cfc2b2a902b131d06b09d9a99fc5@box.example>", "failure": null}',NULL);
INSERT INTO "events" VALUES(63,'2026-10-25 02:30:00.000000','reminded',1,8,'{"channel": 1, "message_id": "<38d6cfc2b2a902b131d06b09d9a99fc5@box.example>", "failure": null}',NULL);
INSERT INTO "events" VALUES(64,'2026-10-25 02:30:00.000000','reminded',1,9,'{"channel": 1, "message_id": "<38d6cfc2b2a902b131d06b09d9a99fc5@box.example>", "failure": null}',NULL);
INSERT INTO "events" VALUES(65,'2026-10-25 02:30:00.000000','reminded',1,20,'{"channel": 1, "message_id": "<38d6cfc2b2a902b131d06b09d9a99fc5@box.example>", "failure": null}',NULL);
INSERT INTO "events" VALUES(66,'2026-10-25 02:30:00.000000','reminded',3,14,'{"channel": 2, "message_id": "<92de5ff0f4e52f7958e3f01022241239@box.example>", "failure": null}',NULL);
INSERT INTO "events" VALUES(67,'2026-10-25 02:30:00.000000','reminded',3,19,'{"channel": 2, "message_id": "<92de5ff0f4e52f7958e3f01022241239@box.example>", "failure": null}',NULL);
INSERT INTO "events" VALUES(68,'2026-10-25 02:30:00.000000','reminded',2,13,'{"channel": 3, "message_id": "<b82d49cb1b4a89358b685ca861c0e7bc@box.example>", "failure": null}',NULL);
INSERT INTO "events" VALUES(69,'2026-10-30 02:30:00.000000','reminded',1,2,'{"channel": 1, "message_id": "<94d5814ce5bb3959345fad28970ff5f7@box.example>", "failure": null}',NULL);
INSERT INTO "events" VALUES(70,'2026-10-30 02:30:00.000000','reminded',1,3,'{"channel": 1, "message_id": "<94d5814ce5bb3959345fad28970ff5f7@box.example>", "failure": null}',NULL);
INSERT INTO "events" VALUES(71,'2026-10-30 02:30:00.000000','reminded',1,7,'{"channel": 1, "message_id": "<94d5814ce5bb3959345fad28970ff5f7@box.example>", "failure": null}',NULL);
INSERT INTO "events" VALUES(72,'2026-10-30 02:30:00.000000','reminded',1,9,'{"channel": 1, "message_id": "<94d5814ce5bb3959345fad28970ff5f7@box.example>", "failure": null}',NULL);
INSERT INTO "events" VALUES(73,'2026-10-30 02:30:00.000000','reminded',1,10,'{"channel": 1, "message_id": "<94d5814ce5bb3959345fad28970ff5f7@box.example>", "failure": null}',NULL);
INSERT INTO "events" VALUES(74,'2026-10-30 02:30:00.000000','reminded',1,20,'{"channel": 1, "message_id": "<94d5814ce5bb3959345fad28970ff5f7@box.example>", "failure": null}',NULL);
INSERT INTO "events" VALUES(75,'2026-10-30 02:30:00.000000','reminded',3,15,'{"channel": 2, "message_id": "<e963e697ebf4a12be70b5d32f5dc2e75@box.example>", "failure": null}',NULL);
INSERT INTO "events" VALUES(76,'2026-10-30 02:30:00.000000','reminded',3,19,'{"channel": 2, "message_id": "<e963e697ebf4a12be70b5d32f5dc2e75@box.example>", "failure": null}',NULL);
CREATE TABLE external_ids (
	user_id INTEGER NOT NULL, 
	external_id VARCHAR NOT NULL, 
	closure_id INTEGER NOT NULL, 
	CONSTRAINT pk_external_ids PRIMARY KEY (user_id, external_id), 
	CONSTRAINT fk_external_ids_closure_id FOREIGN KEY(closure_id) REFERENCES closures (id) ON DELETE CASCADE, 
	CONSTRAINT fk_external_ids_user_id FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
);
INSERT INTO "external_ids" VALUES(1,'crm-17',20);
CREATE TABLE feeds (
	user_id INTEGER NOT NULL, 
	token_hash VARCHAR NOT NULL, 
	detail VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_feeds PRIMARY KEY (user_id), 
	CONSTRAINT fk_feeds_user_id FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE, 
	CONSTRAINT uq_feeds_token_hash UNIQUE (token_hash)
);
INSERT INTO "feeds" VALUES(1,'38f20b5a9c1f0056a515d1a7a7aa536576937147b1e09f38a8112456fa47265b','minimal','2026-10-10 02:00:00.000000');
CREATE TABLE heartbeats (
	worker VARCHAR NOT NULL, 
	started_at DATETIME NOT NULL, 
	seen_at DATETIME NOT NULL, 
	said VARCHAR NOT NULL, 
	CONSTRAINT pk_heartbeats PRIMARY KEY (worker)
);
INSERT INTO "heartbeats" VALUES('scheduler','2026-10-10 02:00:00.000000','2026-10-10 02:00:00.000000','1 reminder(s) are due but there is no channel: add one with xiaohu channels add; the next reminder is due at 2026-10-31T01:00:00+00:00');
CREATE TABLE holiday_notices (
	year INTEGER NOT NULL, 
	text VARCHAR NOT NULL, 
	imported_at DATETIME NOT NULL, 
	CONSTRAINT pk_holiday_notices PRIMARY KEY (year)
);
INSERT INTO "holiday_notices" VALUES(2027,'{"year": 2027, "days": [{"name": "元旦", "date": "2027-01-01", "isOffDay": true}]}','2026-10-10 02:00:00.000000');
CREATE TABLE idempotency_keys (
	account_id INTEGER NOT NULL, 
	"key" VARCHAR NOT NULL, 
	request_hash VARCHAR NOT NULL, 
	status INTEGER NOT NULL, 
	answer VARCHAR NOT NULL, 
	closure_id INTEGER, 
	channel_id INTEGER, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_idempotency_keys PRIMARY KEY (account_id, "key"), 
	CONSTRAINT fk_idempotency_keys_account_id FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE, 
	CONSTRAINT fk_idempotency_keys_channel_id FOREIGN KEY(channel_id) REFERENCES channels (id) ON DELETE CASCADE, 
	CONSTRAINT fk_idempotency_keys_closure_id FOREIGN KEY(closure_id) REFERENCES closures (id) ON DELETE CASCADE
);
INSERT INTO "idempotency_keys" VALUES(1,'3f1c','0000000000000000000000000000000000000000000000000000000000000000',201,'{"id": 1}',20,NULL,'2026-10-10 02:00:00.000000');
CREATE TABLE invitations (
	id INTEGER NOT NULL, 
	token_hash VARCHAR NOT NULL, 
	operator BOOLEAN NOT NULL, 
	created_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	used_at DATETIME, 
	CONSTRAINT pk_invitations PRIMARY KEY (id), 
	CONSTRAINT uq_invitations_token_hash UNIQUE (token_hash)
);
INSERT INTO "invitations" VALUES(1,'e0eeea5d4387d9c3ad6b63d816b42c0cd6df5fd5cdeb6360e0f66626fc5ce428',0,'2026-10-10 02:00:00.000000','2026-10-17 02:00:00.000000',NULL);
CREATE TABLE login_failures (
	id INTEGER NOT NULL, 
	subject VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_login_failures PRIMARY KEY (id)
);
INSERT INTO "login_failures" VALUES(1,'name:2ac81299578013795576682809a4a16d','2026-10-10 02:00:00.000000');
INSERT INTO "login_failures" VALUES(2,'address:37dad677cf0b3997d0f5dd0d7889f84b','2026-10-10 02:00:00.000000');
CREATE TABLE people (
	id INTEGER NOT NULL, 
	user_id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	relation VARCHAR NOT NULL, 
	consent_for VARCHAR, 
	consent_on DATE, 
	pull_wishes JSON, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_people PRIMARY KEY (id), 
	CONSTRAINT fk_people_user_id FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE, 
	CONSTRAINT uq_people_user_id_name UNIQUE (user_id, name)
);
INSERT INTO "people" VALUES(1,1,'本人','self',NULL,NULL,'{"kind": "counter", "wait_days": 10, "goal": "2027-03-01", "used": {"2026": 1}}','2026-11-29 10:26:18.106845');
INSERT INTO "people" VALUES(2,2,'smith','family',NULL,NULL,NULL,'2026-09-01 02:00:00.000000');
INSERT INTO "people" VALUES(3,3,'林顾问','family',NULL,NULL,NULL,'2026-09-01 02:00:00.000000');
INSERT INTO "people" VALUES(4,4,'new','family',NULL,NULL,NULL,'2026-09-01 02:00:00.000000');
INSERT INTO "people" VALUES(5,3,'陈先生','client','跟进销户并提醒','2026-09-01',NULL,'2026-09-01 02:00:00.000000');
INSERT INTO "people" VALUES(6,3,'李女士','client','跟进销户并提醒','2026-09-01',NULL,'2026-09-01 02:00:00.000000');
INSERT INTO "people" VALUES(7,3,'赵先生','client','跟进销户并提醒','2026-09-01',NULL,'2026-09-01 02:00:00.000000');
CREATE TABLE reminders (
	id INTEGER NOT NULL, 
	user_id INTEGER NOT NULL, 
	round_id INTEGER, 
	kind VARCHAR NOT NULL, 
	ordinal INTEGER NOT NULL, 
	step VARCHAR, 
	day DATE NOT NULL, 
	due_at DATETIME NOT NULL, 
	state VARCHAR NOT NULL, 
	channel_id INTEGER, 
	token VARCHAR, 
	lease_until DATETIME, 
	batch VARCHAR, 
	attempts INTEGER NOT NULL, 
	unfinished INTEGER NOT NULL, 
	failure VARCHAR, 
	sent_at DATETIME, 
	CONSTRAINT pk_reminders PRIMARY KEY (id), 
	CONSTRAINT fk_reminders_channel_id FOREIGN KEY(channel_id) REFERENCES channels (id) ON DELETE SET NULL, 
	CONSTRAINT fk_reminders_round_id FOREIGN KEY(round_id) REFERENCES rounds (id) ON DELETE CASCADE, 
	CONSTRAINT fk_reminders_user_id FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE, 
	CONSTRAINT uq_reminders_round_id_kind_ordinal UNIQUE (round_id, kind, ordinal)
);
INSERT INTO "reminders" VALUES(1,1,1,'verify',0,NULL,'2026-10-10','2026-10-10 01:00:00.000000','failed',1,NULL,NULL,'86bb3c8c23ad4b9187ec5a553f3cf1f3',1,0,'550: mailbox unavailable',NULL);
INSERT INTO "reminders" VALUES(2,1,1,'overdue',1,NULL,'2026-10-13','2026-10-13 01:00:00.000000','sent',1,NULL,NULL,'cf29ec0265e6415eae21dfbee2a09af0',1,0,NULL,'2026-10-15 02:30:00.000000');
INSERT INTO "reminders" VALUES(3,1,1,'overdue',2,NULL,'2026-10-17','2026-10-17 01:00:00.000000','sent',1,NULL,NULL,'f00f618f7ebc439189f52210a0f5d98b',1,0,NULL,'2026-10-20 02:30:00.000000');
INSERT INTO "reminders" VALUES(4,1,1,'overdue',3,NULL,'2026-10-24','2026-10-24 01:00:00.000000','sent',1,NULL,NULL,'3df798e1bfb742488618097f2d742ae4',1,0,NULL,'2026-10-25 02:30:00.000000');
INSERT INTO "reminders" VALUES(5,1,1,'overdue',4,NULL,'2026-10-31','2026-10-31 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(6,1,1,'overdue',5,NULL,'2026-11-07','2026-11-07 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(7,1,1,'overdue',6,NULL,'2026-11-14','2026-11-14 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(8,1,1,'overdue',7,NULL,'2026-11-21','2026-11-21 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(9,1,1,'overdue',8,NULL,'2026-11-28','2026-11-28 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(10,1,2,'verify',0,NULL,'2026-09-29','2026-09-29 01:00:00.000000','failed',1,NULL,NULL,'86bb3c8c23ad4b9187ec5a553f3cf1f3',1,0,'550: mailbox unavailable',NULL);
INSERT INTO "reminders" VALUES(11,1,2,'overdue',1,NULL,'2026-10-02','2026-10-02 01:00:00.000000','failed',1,NULL,NULL,'86bb3c8c23ad4b9187ec5a553f3cf1f3',1,0,'550: mailbox unavailable',NULL);
INSERT INTO "reminders" VALUES(12,1,2,'overdue',2,NULL,'2026-10-06','2026-10-06 01:00:00.000000','failed',1,NULL,NULL,'86bb3c8c23ad4b9187ec5a553f3cf1f3',1,0,'550: mailbox unavailable',NULL);
INSERT INTO "reminders" VALUES(13,1,2,'overdue',3,NULL,'2026-10-13','2026-10-13 01:00:00.000000','sent',1,NULL,NULL,'cf29ec0265e6415eae21dfbee2a09af0',1,0,NULL,'2026-10-15 02:30:00.000000');
INSERT INTO "reminders" VALUES(14,1,2,'overdue',4,NULL,'2026-10-20','2026-10-20 01:00:00.000000','sent',1,NULL,NULL,'f00f618f7ebc439189f52210a0f5d98b',1,0,NULL,'2026-10-20 02:30:00.000000');
INSERT INTO "reminders" VALUES(15,1,2,'overdue',5,NULL,'2026-10-27','2026-10-27 01:00:00.000000','sent',1,NULL,NULL,'5a0685cd7df84a7191a4f721ea39bf1e',1,0,NULL,'2026-10-30 02:30:00.000000');
INSERT INTO "reminders" VALUES(16,1,2,'overdue',6,NULL,'2026-11-03','2026-11-03 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(17,1,2,'overdue',7,NULL,'2026-11-10','2026-11-10 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(18,1,2,'overdue',8,NULL,'2026-11-17','2026-11-17 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(19,1,3,'verify',0,NULL,'2026-09-21','2026-09-21 01:00:00.000000','failed',1,NULL,NULL,'86bb3c8c23ad4b9187ec5a553f3cf1f3',1,0,'550: mailbox unavailable',NULL);
INSERT INTO "reminders" VALUES(20,1,3,'overdue',1,NULL,'2026-09-24','2026-09-24 01:00:00.000000','failed',1,NULL,NULL,'86bb3c8c23ad4b9187ec5a553f3cf1f3',1,0,'550: mailbox unavailable',NULL);
INSERT INTO "reminders" VALUES(21,1,3,'overdue',2,NULL,'2026-09-28','2026-09-28 01:00:00.000000','failed',1,NULL,NULL,'86bb3c8c23ad4b9187ec5a553f3cf1f3',1,0,'550: mailbox unavailable',NULL);
INSERT INTO "reminders" VALUES(22,1,3,'overdue',3,NULL,'2026-10-05','2026-10-05 01:00:00.000000','failed',1,NULL,NULL,'86bb3c8c23ad4b9187ec5a553f3cf1f3',1,0,'550: mailbox unavailable',NULL);
INSERT INTO "reminders" VALUES(23,1,3,'overdue',4,NULL,'2026-10-12','2026-10-12 01:00:00.000000','sent',1,NULL,NULL,'cf29ec0265e6415eae21dfbee2a09af0',1,0,NULL,'2026-10-15 02:30:00.000000');
INSERT INTO "reminders" VALUES(24,1,3,'overdue',5,NULL,'2026-10-19','2026-10-19 01:00:00.000000','sent',1,NULL,NULL,'f00f618f7ebc439189f52210a0f5d98b',1,0,NULL,'2026-10-20 02:30:00.000000');
INSERT INTO "reminders" VALUES(25,1,3,'overdue',6,NULL,'2026-10-26','2026-10-26 01:00:00.000000','sent',1,NULL,NULL,'5a0685cd7df84a7191a4f721ea39bf1e',1,0,NULL,'2026-10-30 02:30:00.000000');
INSERT INTO "reminders" VALUES(26,1,3,'overdue',7,NULL,'2026-11-02','2026-11-02 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(27,1,3,'overdue',8,NULL,'2026-11-09','2026-11-09 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(28,1,4,'verify',0,NULL,'2026-11-05','2026-11-05 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(29,1,4,'overdue',1,NULL,'2026-11-08','2026-11-08 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(30,1,4,'overdue',2,NULL,'2026-11-12','2026-11-12 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(31,1,4,'overdue',3,NULL,'2026-11-19','2026-11-19 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(32,1,4,'overdue',4,NULL,'2026-11-26','2026-11-26 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(33,1,4,'overdue',5,NULL,'2026-12-03','2026-12-03 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(34,1,4,'overdue',6,NULL,'2026-12-10','2026-12-10 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(35,1,4,'overdue',7,NULL,'2026-12-17','2026-12-17 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(36,1,4,'overdue',8,NULL,'2026-12-24','2026-12-24 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(37,1,5,'verify',0,NULL,'2026-10-31','2026-10-31 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(38,1,5,'overdue',1,NULL,'2026-11-03','2026-11-03 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(39,1,5,'overdue',2,NULL,'2026-11-07','2026-11-07 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(40,1,5,'overdue',3,NULL,'2026-11-14','2026-11-14 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(41,1,5,'overdue',4,NULL,'2026-11-21','2026-11-21 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(42,1,5,'overdue',5,NULL,'2026-11-28','2026-11-28 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(43,1,5,'overdue',6,NULL,'2026-12-05','2026-12-05 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(44,1,5,'overdue',7,NULL,'2026-12-12','2026-12-12 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(45,1,5,'overdue',8,NULL,'2026-12-19','2026-12-19 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(46,1,6,'verify',0,NULL,'2027-03-30','2027-03-30 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(47,1,6,'overdue',1,NULL,'2027-04-02','2027-04-02 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(48,1,6,'overdue',2,NULL,'2027-04-06','2027-04-06 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(49,1,6,'overdue',3,NULL,'2027-04-13','2027-04-13 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(50,1,6,'overdue',4,NULL,'2027-04-20','2027-04-20 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(51,1,6,'overdue',5,NULL,'2027-04-27','2027-04-27 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(52,1,6,'overdue',6,NULL,'2027-05-04','2027-05-04 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(53,1,6,'overdue',7,NULL,'2027-05-11','2027-05-11 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(54,1,6,'overdue',8,NULL,'2027-05-18','2027-05-18 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(55,1,7,'step',1,'call','2026-10-09','2026-10-09 02:00:00.000000','failed',1,NULL,NULL,'86bb3c8c23ad4b9187ec5a553f3cf1f3',1,0,'550: mailbox unavailable',NULL);
INSERT INTO "reminders" VALUES(56,1,7,'step',2,'call','2026-10-10','2026-10-10 01:00:00.000000','failed',1,NULL,NULL,'86bb3c8c23ad4b9187ec5a553f3cf1f3',1,0,'550: mailbox unavailable',NULL);
INSERT INTO "reminders" VALUES(57,1,7,'step',3,'call','2026-10-11','2026-10-11 01:00:00.000000','sent',1,NULL,NULL,'cf29ec0265e6415eae21dfbee2a09af0',1,0,NULL,'2026-10-15 02:30:00.000000');
INSERT INTO "reminders" VALUES(58,1,7,'verify',0,NULL,'2026-10-20','2026-10-20 01:00:00.000000','sent',1,NULL,NULL,'f00f618f7ebc439189f52210a0f5d98b',1,0,NULL,'2026-10-20 02:30:00.000000');
INSERT INTO "reminders" VALUES(59,1,7,'overdue',1,NULL,'2026-10-23','2026-10-23 01:00:00.000000','sent',1,NULL,NULL,'3df798e1bfb742488618097f2d742ae4',1,0,NULL,'2026-10-25 02:30:00.000000');
INSERT INTO "reminders" VALUES(60,1,7,'overdue',2,NULL,'2026-10-27','2026-10-27 01:00:00.000000','sent',1,NULL,NULL,'5a0685cd7df84a7191a4f721ea39bf1e',1,0,NULL,'2026-10-30 02:30:00.000000');
INSERT INTO "reminders" VALUES(61,1,7,'overdue',3,NULL,'2026-11-03','2026-11-03 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(62,1,7,'overdue',4,NULL,'2026-11-10','2026-11-10 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(63,1,7,'overdue',5,NULL,'2026-11-17','2026-11-17 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(64,1,7,'overdue',6,NULL,'2026-11-24','2026-11-24 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(65,1,7,'overdue',7,NULL,'2026-12-01','2026-12-01 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(66,1,7,'overdue',8,NULL,'2026-12-08','2026-12-08 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(67,1,8,'step',1,'confirm','2026-10-09','2026-10-09 01:00:00.000000','failed',1,NULL,NULL,'86bb3c8c23ad4b9187ec5a553f3cf1f3',1,0,'550: mailbox unavailable',NULL);
INSERT INTO "reminders" VALUES(68,1,8,'verify',0,NULL,'2026-10-10','2026-10-10 01:00:00.000000','failed',1,NULL,NULL,'86bb3c8c23ad4b9187ec5a553f3cf1f3',1,0,'550: mailbox unavailable',NULL);
INSERT INTO "reminders" VALUES(69,1,8,'overdue',1,NULL,'2026-10-13','2026-10-13 01:00:00.000000','sent',1,NULL,NULL,'cf29ec0265e6415eae21dfbee2a09af0',1,0,NULL,'2026-10-15 02:30:00.000000');
INSERT INTO "reminders" VALUES(70,1,8,'overdue',2,NULL,'2026-10-17','2026-10-17 01:00:00.000000','sent',1,NULL,NULL,'f00f618f7ebc439189f52210a0f5d98b',1,0,NULL,'2026-10-20 02:30:00.000000');
INSERT INTO "reminders" VALUES(71,1,8,'overdue',3,NULL,'2026-10-24','2026-10-24 01:00:00.000000','sent',1,NULL,NULL,'3df798e1bfb742488618097f2d742ae4',1,0,NULL,'2026-10-25 02:30:00.000000');
INSERT INTO "reminders" VALUES(72,1,8,'overdue',4,NULL,'2026-10-31','2026-10-31 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(73,1,8,'overdue',5,NULL,'2026-11-07','2026-11-07 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(74,1,8,'overdue',6,NULL,'2026-11-14','2026-11-14 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(75,1,8,'overdue',7,NULL,'2026-11-21','2026-11-21 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(76,1,8,'overdue',8,NULL,'2026-11-28','2026-11-28 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(77,1,9,'verify',0,NULL,'2026-10-10','2026-10-10 01:00:00.000000','failed',1,NULL,NULL,'86bb3c8c23ad4b9187ec5a553f3cf1f3',1,0,'550: mailbox unavailable',NULL);
INSERT INTO "reminders" VALUES(78,1,9,'overdue',1,NULL,'2026-10-04','2026-10-04 01:00:00.000000','cancelled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(79,1,9,'overdue',2,NULL,'2026-10-08','2026-10-08 01:00:00.000000','cancelled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(80,1,9,'overdue',3,NULL,'2026-10-15','2026-10-15 01:00:00.000000','sent',1,NULL,NULL,'cf29ec0265e6415eae21dfbee2a09af0',1,0,NULL,'2026-10-15 02:30:00.000000');
INSERT INTO "reminders" VALUES(81,1,9,'overdue',4,NULL,'2026-10-22','2026-10-22 01:00:00.000000','sent',1,NULL,NULL,'3df798e1bfb742488618097f2d742ae4',1,0,NULL,'2026-10-25 02:30:00.000000');
INSERT INTO "reminders" VALUES(82,1,9,'overdue',5,NULL,'2026-10-29','2026-10-29 01:00:00.000000','sent',1,NULL,NULL,'5a0685cd7df84a7191a4f721ea39bf1e',1,0,NULL,'2026-10-30 02:30:00.000000');
INSERT INTO "reminders" VALUES(83,1,9,'overdue',6,NULL,'2026-11-05','2026-11-05 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(84,1,9,'overdue',7,NULL,'2026-11-12','2026-11-12 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(85,1,9,'overdue',8,NULL,'2026-11-19','2026-11-19 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(86,1,10,'step',1,'call_back','2026-10-04','2026-10-04 01:00:00.000000','failed',1,NULL,NULL,'86bb3c8c23ad4b9187ec5a553f3cf1f3',1,0,'550: mailbox unavailable',NULL);
INSERT INTO "reminders" VALUES(87,1,10,'step',2,'call_back','2026-10-08','2026-10-08 01:00:00.000000','failed',1,NULL,NULL,'86bb3c8c23ad4b9187ec5a553f3cf1f3',1,0,'550: mailbox unavailable',NULL);
INSERT INTO "reminders" VALUES(88,1,10,'step',3,'call_back','2026-10-15','2026-10-15 01:00:00.000000','sent',1,NULL,NULL,'cf29ec0265e6415eae21dfbee2a09af0',1,0,NULL,'2026-10-15 02:30:00.000000');
INSERT INTO "reminders" VALUES(89,1,10,'step',4,'call_back','2026-10-29','2026-10-29 01:00:00.000000','sent',1,NULL,NULL,'5a0685cd7df84a7191a4f721ea39bf1e',1,0,NULL,'2026-10-30 02:30:00.000000');
INSERT INTO "reminders" VALUES(90,1,11,'verify',0,NULL,'2026-08-11','2026-08-11 01:00:00.000000','cancelled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(91,1,11,'overdue',1,NULL,'2026-08-14','2026-08-14 01:00:00.000000','cancelled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(92,1,11,'overdue',2,NULL,'2026-08-18','2026-08-18 01:00:00.000000','cancelled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(93,1,11,'overdue',3,NULL,'2026-08-25','2026-08-25 01:00:00.000000','cancelled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(94,1,11,'overdue',4,NULL,'2026-09-01','2026-09-01 01:00:00.000000','cancelled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(95,1,11,'overdue',5,NULL,'2026-09-08','2026-09-08 01:00:00.000000','cancelled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(96,1,11,'overdue',6,NULL,'2026-09-15','2026-09-15 01:00:00.000000','cancelled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(97,1,11,'overdue',7,NULL,'2026-09-22','2026-09-22 01:00:00.000000','cancelled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(98,1,11,'overdue',8,NULL,'2026-09-29','2026-09-29 01:00:00.000000','cancelled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(99,1,12,'verify',0,NULL,'2026-08-15','2026-08-15 01:00:00.000000','cancelled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(100,1,12,'overdue',1,NULL,'2026-08-18','2026-08-18 01:00:00.000000','cancelled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(101,1,12,'overdue',2,NULL,'2026-08-22','2026-08-22 01:00:00.000000','cancelled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(102,1,12,'overdue',3,NULL,'2026-08-29','2026-08-29 01:00:00.000000','cancelled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(103,1,12,'overdue',4,NULL,'2026-09-05','2026-09-05 01:00:00.000000','cancelled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(104,1,12,'overdue',5,NULL,'2026-09-12','2026-09-12 01:00:00.000000','cancelled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(105,1,12,'overdue',6,NULL,'2026-09-19','2026-09-19 01:00:00.000000','cancelled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(106,1,12,'overdue',7,NULL,'2026-09-26','2026-09-26 01:00:00.000000','cancelled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(107,1,12,'overdue',8,NULL,'2026-10-03','2026-10-03 01:00:00.000000','cancelled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(108,1,13,'verify',0,NULL,'2026-11-03','2026-11-03 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(109,1,13,'overdue',1,NULL,'2026-11-06','2026-11-06 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(110,1,13,'overdue',2,NULL,'2026-11-10','2026-11-10 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(111,1,13,'overdue',3,NULL,'2026-11-17','2026-11-17 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(112,1,13,'overdue',4,NULL,'2026-11-24','2026-11-24 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(113,1,13,'overdue',5,NULL,'2026-12-01','2026-12-01 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(114,1,13,'overdue',6,NULL,'2026-12-08','2026-12-08 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(115,1,13,'overdue',7,NULL,'2026-12-15','2026-12-15 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(116,1,13,'overdue',8,NULL,'2026-12-22','2026-12-22 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(117,1,13,'step',-1,'answer_due','2026-09-25','2026-09-25 01:00:00.000000','failed',1,NULL,NULL,'86bb3c8c23ad4b9187ec5a553f3cf1f3',1,0,'550: mailbox unavailable',NULL);
INSERT INTO "reminders" VALUES(118,2,14,'verify',0,NULL,'2026-10-10','2026-10-10 01:00:00.000000','sent',3,NULL,NULL,'86bb3c8c23ad4b9187ec5a553f3cf1f3',1,0,NULL,'2026-10-10 02:30:00.000000');
INSERT INTO "reminders" VALUES(119,2,14,'overdue',1,NULL,'2026-10-13','2026-10-13 01:00:00.000000','sent',3,NULL,NULL,'cf29ec0265e6415eae21dfbee2a09af0',1,0,NULL,'2026-10-15 02:30:00.000000');
INSERT INTO "reminders" VALUES(120,2,14,'overdue',2,NULL,'2026-10-17','2026-10-17 01:00:00.000000','sent',3,NULL,NULL,'f00f618f7ebc439189f52210a0f5d98b',1,0,NULL,'2026-10-20 02:30:00.000000');
INSERT INTO "reminders" VALUES(121,2,14,'overdue',3,NULL,'2026-10-24','2026-10-24 01:00:00.000000','sent',3,NULL,NULL,'3df798e1bfb742488618097f2d742ae4',1,0,NULL,'2026-10-25 02:30:00.000000');
INSERT INTO "reminders" VALUES(122,2,14,'overdue',4,NULL,'2026-10-31','2026-10-31 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(123,2,14,'overdue',5,NULL,'2026-11-07','2026-11-07 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(124,2,14,'overdue',6,NULL,'2026-11-14','2026-11-14 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(125,2,14,'overdue',7,NULL,'2026-11-21','2026-11-21 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(126,2,14,'overdue',8,NULL,'2026-11-28','2026-11-28 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(127,3,15,'verify',0,NULL,'2026-10-10','2026-10-10 01:00:00.000000','sent',2,NULL,NULL,'86bb3c8c23ad4b9187ec5a553f3cf1f3',1,0,NULL,'2026-10-10 02:30:00.000000');
INSERT INTO "reminders" VALUES(128,3,15,'overdue',1,NULL,'2026-10-13','2026-10-13 01:00:00.000000','sent',2,NULL,NULL,'cf29ec0265e6415eae21dfbee2a09af0',1,0,NULL,'2026-10-15 02:30:00.000000');
INSERT INTO "reminders" VALUES(129,3,15,'overdue',2,NULL,'2026-10-17','2026-10-17 01:00:00.000000','sent',2,NULL,NULL,'f00f618f7ebc439189f52210a0f5d98b',1,0,NULL,'2026-10-20 02:30:00.000000');
INSERT INTO "reminders" VALUES(130,3,15,'overdue',3,NULL,'2026-10-24','2026-10-24 01:00:00.000000','sent',2,NULL,NULL,'3df798e1bfb742488618097f2d742ae4',1,0,NULL,'2026-10-25 02:30:00.000000');
INSERT INTO "reminders" VALUES(131,3,15,'overdue',4,NULL,'2026-10-31','2026-10-31 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(132,3,15,'overdue',5,NULL,'2026-11-07','2026-11-07 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(133,3,15,'overdue',6,NULL,'2026-11-14','2026-11-14 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(134,3,15,'overdue',7,NULL,'2026-11-21','2026-11-21 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(135,3,15,'overdue',8,NULL,'2026-11-28','2026-11-28 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(136,3,16,'verify',0,NULL,'2026-09-29','2026-09-29 01:00:00.000000','sent',2,NULL,NULL,'86bb3c8c23ad4b9187ec5a553f3cf1f3',1,0,NULL,'2026-10-10 02:30:00.000000');
INSERT INTO "reminders" VALUES(137,3,16,'overdue',1,NULL,'2026-10-02','2026-10-02 01:00:00.000000','sent',2,NULL,NULL,'86bb3c8c23ad4b9187ec5a553f3cf1f3',1,0,NULL,'2026-10-10 02:30:00.000000');
INSERT INTO "reminders" VALUES(138,3,16,'overdue',2,NULL,'2026-10-06','2026-10-06 01:00:00.000000','sent',2,NULL,NULL,'86bb3c8c23ad4b9187ec5a553f3cf1f3',1,0,NULL,'2026-10-10 02:30:00.000000');
INSERT INTO "reminders" VALUES(139,3,16,'overdue',3,NULL,'2026-10-13','2026-10-13 01:00:00.000000','sent',2,NULL,NULL,'cf29ec0265e6415eae21dfbee2a09af0',1,0,NULL,'2026-10-15 02:30:00.000000');
INSERT INTO "reminders" VALUES(140,3,16,'overdue',4,NULL,'2026-10-20','2026-10-20 01:00:00.000000','sent',2,NULL,NULL,'f00f618f7ebc439189f52210a0f5d98b',1,0,NULL,'2026-10-20 02:30:00.000000');
INSERT INTO "reminders" VALUES(141,3,16,'overdue',5,NULL,'2026-10-27','2026-10-27 01:00:00.000000','sent',2,NULL,NULL,'5a0685cd7df84a7191a4f721ea39bf1e',1,0,NULL,'2026-10-30 02:30:00.000000');
INSERT INTO "reminders" VALUES(142,3,16,'overdue',6,NULL,'2026-11-03','2026-11-03 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(143,3,16,'overdue',7,NULL,'2026-11-10','2026-11-10 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(144,3,16,'overdue',8,NULL,'2026-11-17','2026-11-17 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(145,3,17,'verify',0,NULL,'2026-11-05','2026-11-05 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(146,3,17,'overdue',1,NULL,'2026-11-08','2026-11-08 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(147,3,17,'overdue',2,NULL,'2026-11-12','2026-11-12 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(148,3,17,'overdue',3,NULL,'2026-11-19','2026-11-19 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(149,3,17,'overdue',4,NULL,'2026-11-26','2026-11-26 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(150,3,17,'overdue',5,NULL,'2026-12-03','2026-12-03 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(151,3,17,'overdue',6,NULL,'2026-12-10','2026-12-10 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(152,3,17,'overdue',7,NULL,'2026-12-17','2026-12-17 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(153,3,17,'overdue',8,NULL,'2026-12-24','2026-12-24 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(154,3,18,'verify',0,NULL,'2026-10-31','2026-10-31 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(155,3,18,'overdue',1,NULL,'2026-11-03','2026-11-03 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(156,3,18,'overdue',2,NULL,'2026-11-07','2026-11-07 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(157,3,18,'overdue',3,NULL,'2026-11-14','2026-11-14 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(158,3,18,'overdue',4,NULL,'2026-11-21','2026-11-21 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(159,3,18,'overdue',5,NULL,'2026-11-28','2026-11-28 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(160,3,18,'overdue',6,NULL,'2026-12-05','2026-12-05 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(161,3,18,'overdue',7,NULL,'2026-12-12','2026-12-12 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(162,3,18,'overdue',8,NULL,'2026-12-19','2026-12-19 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(163,3,19,'verify',0,NULL,'2027-03-30','2027-03-30 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(164,3,19,'overdue',1,NULL,'2027-04-02','2027-04-02 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(165,3,19,'overdue',2,NULL,'2027-04-06','2027-04-06 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(166,3,19,'overdue',3,NULL,'2027-04-13','2027-04-13 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(167,3,19,'overdue',4,NULL,'2027-04-20','2027-04-20 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(168,3,19,'overdue',5,NULL,'2027-04-27','2027-04-27 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(169,3,19,'overdue',6,NULL,'2027-05-04','2027-05-04 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(170,3,19,'overdue',7,NULL,'2027-05-11','2027-05-11 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(171,3,19,'overdue',8,NULL,'2027-05-18','2027-05-18 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(172,3,20,'step',1,'call','2026-10-09','2026-10-09 02:00:00.000000','sent',2,NULL,NULL,'86bb3c8c23ad4b9187ec5a553f3cf1f3',1,0,NULL,'2026-10-10 02:30:00.000000');
INSERT INTO "reminders" VALUES(173,3,20,'step',2,'call','2026-10-10','2026-10-10 01:00:00.000000','sent',2,NULL,NULL,'86bb3c8c23ad4b9187ec5a553f3cf1f3',1,0,NULL,'2026-10-10 02:30:00.000000');
INSERT INTO "reminders" VALUES(174,3,20,'step',3,'call','2026-10-11','2026-10-11 01:00:00.000000','sent',2,NULL,NULL,'cf29ec0265e6415eae21dfbee2a09af0',1,0,NULL,'2026-10-15 02:30:00.000000');
INSERT INTO "reminders" VALUES(175,3,20,'verify',0,NULL,'2026-10-20','2026-10-20 01:00:00.000000','sent',2,NULL,NULL,'f00f618f7ebc439189f52210a0f5d98b',1,0,NULL,'2026-10-20 02:30:00.000000');
INSERT INTO "reminders" VALUES(176,3,20,'overdue',1,NULL,'2026-10-23','2026-10-23 01:00:00.000000','sent',2,NULL,NULL,'3df798e1bfb742488618097f2d742ae4',1,0,NULL,'2026-10-25 02:30:00.000000');
INSERT INTO "reminders" VALUES(177,3,20,'overdue',2,NULL,'2026-10-27','2026-10-27 01:00:00.000000','sent',2,NULL,NULL,'5a0685cd7df84a7191a4f721ea39bf1e',1,0,NULL,'2026-10-30 02:30:00.000000');
INSERT INTO "reminders" VALUES(178,3,20,'overdue',3,NULL,'2026-11-03','2026-11-03 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(179,3,20,'overdue',4,NULL,'2026-11-10','2026-11-10 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(180,3,20,'overdue',5,NULL,'2026-11-17','2026-11-17 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(181,3,20,'overdue',6,NULL,'2026-11-24','2026-11-24 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(182,3,20,'overdue',7,NULL,'2026-12-01','2026-12-01 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(183,3,20,'overdue',8,NULL,'2026-12-08','2026-12-08 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(184,1,21,'verify',0,NULL,'2026-10-09','2026-10-09 01:00:00.000000','failed',1,NULL,NULL,'86bb3c8c23ad4b9187ec5a553f3cf1f3',1,0,'550: mailbox unavailable',NULL);
INSERT INTO "reminders" VALUES(185,1,21,'overdue',1,NULL,'2026-10-12','2026-10-12 01:00:00.000000','sent',1,NULL,NULL,'cf29ec0265e6415eae21dfbee2a09af0',1,0,NULL,'2026-10-15 02:30:00.000000');
INSERT INTO "reminders" VALUES(186,1,21,'overdue',2,NULL,'2026-10-16','2026-10-16 01:00:00.000000','sent',1,NULL,NULL,'f00f618f7ebc439189f52210a0f5d98b',1,0,NULL,'2026-10-20 02:30:00.000000');
INSERT INTO "reminders" VALUES(187,1,21,'overdue',3,NULL,'2026-10-23','2026-10-23 01:00:00.000000','sent',1,NULL,NULL,'3df798e1bfb742488618097f2d742ae4',1,0,NULL,'2026-10-25 02:30:00.000000');
INSERT INTO "reminders" VALUES(188,1,21,'overdue',4,NULL,'2026-10-30','2026-10-30 01:00:00.000000','sent',1,NULL,NULL,'5a0685cd7df84a7191a4f721ea39bf1e',1,0,NULL,'2026-10-30 02:30:00.000000');
INSERT INTO "reminders" VALUES(189,1,21,'overdue',5,NULL,'2026-11-06','2026-11-06 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(190,1,21,'overdue',6,NULL,'2026-11-13','2026-11-13 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(191,1,21,'overdue',7,NULL,'2026-11-20','2026-11-20 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(192,1,21,'overdue',8,NULL,'2026-11-27','2026-11-27 01:00:00.000000','scheduled',NULL,NULL,NULL,NULL,0,0,NULL,NULL);
INSERT INTO "reminders" VALUES(193,2,NULL,'digest',202641,NULL,'2026-10-05','2026-10-10 02:30:00.000000','sent',3,NULL,NULL,'dbe1f95f23a04369ad7b7860a40b21a3',1,0,NULL,'2026-10-10 02:30:00.000000');
INSERT INTO "reminders" VALUES(194,3,NULL,'digest',202641,NULL,'2026-10-05','2026-10-10 02:30:00.000000','sent',2,NULL,NULL,'f8ee5334deb7499e9575d8d3f853d887',1,0,NULL,'2026-10-10 02:30:00.000000');
INSERT INTO "reminders" VALUES(195,4,NULL,'digest',202641,NULL,'2026-10-05','2026-10-10 02:30:00.000000','cancelled',NULL,NULL,NULL,'c1c0ab15f3fa496e8c0bebf470ebb703',0,0,'its week is over',NULL);
INSERT INTO "reminders" VALUES(196,2,NULL,'digest',202642,NULL,'2026-10-12','2026-10-15 02:30:00.000000','sent',3,NULL,NULL,'bb9101684a0c424bafc6a34f861321cd',1,0,NULL,'2026-10-15 02:30:00.000000');
INSERT INTO "reminders" VALUES(197,3,NULL,'digest',202642,NULL,'2026-10-12','2026-10-15 02:30:00.000000','sent',2,NULL,NULL,'901bfc768f254bea9102eac8b921f8bc',1,0,NULL,'2026-10-15 02:30:00.000000');
INSERT INTO "reminders" VALUES(198,4,NULL,'digest',202642,NULL,'2026-10-12','2026-10-15 02:30:00.000000','cancelled',NULL,NULL,NULL,'9b29b1cb48b54752aa9d7d8859d0e406',0,0,'its week is over',NULL);
INSERT INTO "reminders" VALUES(199,2,NULL,'digest',202643,NULL,'2026-10-19','2026-10-20 02:30:00.000000','sent',3,NULL,NULL,'182532985e25450c85d9bf2e6cb576a6',1,0,NULL,'2026-10-20 02:30:00.000000');
INSERT INTO "reminders" VALUES(200,3,NULL,'digest',202643,NULL,'2026-10-19','2026-10-20 02:30:00.000000','sent',2,NULL,NULL,'6e904635abb5412daebfca3acc912b3b',1,0,NULL,'2026-10-20 02:30:00.000000');
INSERT INTO "reminders" VALUES(201,4,NULL,'digest',202643,NULL,'2026-10-19','2026-10-20 02:30:00.000000','cancelled',NULL,NULL,NULL,'36f40fcf1f464c7cbb985eedc8367ba6',0,0,'its week is over',NULL);
INSERT INTO "reminders" VALUES(202,2,NULL,'digest',202644,NULL,'2026-10-26','2026-10-26 01:00:00.000000','sent',3,NULL,NULL,'49a5194f9eef43cca867d27c6621e1a4',1,0,NULL,'2026-10-30 02:30:00.000000');
INSERT INTO "reminders" VALUES(203,3,NULL,'digest',202644,NULL,'2026-10-26','2026-10-26 01:00:00.000000','sent',2,NULL,NULL,'db185ae8ad1f45708a95987ba9c9c37e',1,0,NULL,'2026-10-30 02:30:00.000000');
INSERT INTO "reminders" VALUES(204,4,NULL,'digest',202644,NULL,'2026-10-26','2026-10-26 01:00:00.000000','scheduled',NULL,NULL,NULL,'3fc194e510f74d6389fedb88ca036552',0,0,NULL,NULL);
CREATE TABLE rounds (
	id INTEGER NOT NULL, 
	closure_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	starts_at VARCHAR NOT NULL, 
	day0 DATE, 
	expected BOOLEAN NOT NULL, 
	calls JSON NOT NULL, 
	appointment JSON, 
	payoff_on DATE, 
	stated VARCHAR NOT NULL, 
	window VARCHAR NOT NULL, 
	window_source VARCHAR NOT NULL, 
	opens_on DATE, 
	due_on DATE, 
	check_on DATE, 
	provisional BOOLEAN NOT NULL, 
	no_calendar INTEGER, 
	calendar_version VARCHAR NOT NULL, 
	early_steps JSON NOT NULL, 
	window_steps JSON NOT NULL, 
	snoozed_until DATE, 
	answer VARCHAR, 
	answered_at DATETIME, 
	CONSTRAINT pk_rounds PRIMARY KEY (id), 
	CONSTRAINT fk_rounds_closure_id FOREIGN KEY(closure_id) REFERENCES closures (id) ON DELETE CASCADE, 
	CONSTRAINT uq_rounds_closure_id_number UNIQUE (closure_id, number)
);
INSERT INTO "rounds" VALUES(1,1,1,'request','2026-09-24',0,'[]',NULL,NULL,'3-5个工作日更新','3-5个工作日','stated','2026-09-30','2026-10-09','2026-10-10',0,NULL,'cn2026-33aebc0e','[]','[]',NULL,NULL,NULL);
INSERT INTO "rounds" VALUES(2,2,1,'request','2026-09-15',0,'[]',NULL,NULL,'7个工作日上报人行,5天更新','7个工作日,5天','stated','2026-09-28','2026-09-28','2026-09-29',0,NULL,'cn2026-33aebc0e','[]','[]',NULL,NULL,NULL);
INSERT INTO "rounds" VALUES(3,3,1,'request','2026-08-20',0,'[]',NULL,NULL,'30天','30天','stated','2026-09-19','2026-09-20','2026-09-21',0,NULL,'cn2026-33aebc0e','[]','[]',NULL,NULL,NULL);
INSERT INTO "rounds" VALUES(4,4,1,'request','2026-09-20',0,'[]',NULL,NULL,'30-45天更新','30-45天','stated','2026-10-20','2026-11-04','2026-11-05',0,NULL,'cn2026-33aebc0e','[]','[]',NULL,NULL,NULL);
INSERT INTO "rounds" VALUES(5,5,1,'request','2026-10-05',0,'[]',NULL,NULL,'20天左右更新','约20天','stated','2026-10-25','2026-10-30','2026-10-31',0,NULL,'cn2026-33aebc0e','[]','[]',NULL,NULL,NULL);
INSERT INTO "rounds" VALUES(6,6,1,'request','2026-09-28',0,'[]',NULL,NULL,'半年','6个月','stated','2027-03-28','2027-03-29','2027-03-30',1,NULL,'cn2026-33aebc0e','[]','[]',NULL,NULL,NULL);
INSERT INTO "rounds" VALUES(7,7,1,'request','2026-10-09',0,'[]',NULL,NULL,'连续打3天,7天后更新','连续打3天,7天','stated','2026-10-18','2026-10-19','2026-10-20',0,NULL,'cn2026-33aebc0e','[]','[{"kind": "call", "on": "2026-10-09"}, {"kind": "call", "on": "2026-10-10"}, {"kind": "call", "on": "2026-10-11"}]',NULL,NULL,NULL);
INSERT INTO "rounds" VALUES(8,8,1,'request','2026-09-18',0,'[]',NULL,NULL,'10个工作日处理后再确认','10个工作日再确认','stated','2026-10-09','2026-10-09','2026-10-10',0,NULL,'cn2026-33aebc0e','[]','[{"kind": "confirm", "on": "2026-10-09"}]',NULL,NULL,NULL);
INSERT INTO "rounds" VALUES(9,9,1,'request','2026-09-22',0,'[]',NULL,NULL,'3-5个工作日更新','3-5个工作日','stated','2026-09-28','2026-09-30','2026-10-01',0,NULL,'cn2026-33aebc0e','[]','[]','2026-10-10',NULL,NULL);
INSERT INTO "rounds" VALUES(10,10,1,'call_back',NULL,0,'[]',NULL,NULL,'30-45天更新','30-45天','stated',NULL,NULL,NULL,0,NULL,'cn2026-33aebc0e','[{"kind": "call_back", "on": "2026-10-04"}, {"kind": "call_back", "on": "2026-10-08"}, {"kind": "call_back", "on": "2026-10-15"}, {"kind": "call_back", "on": "2026-10-29"}]','[]',NULL,NULL,NULL);
INSERT INTO "rounds" VALUES(11,11,1,'request','2026-08-03',0,'[]',NULL,NULL,'3-5个工作日更新','3-5个工作日','stated','2026-08-06','2026-08-10','2026-08-11',0,NULL,'cn2026-33aebc0e','[]','[]',NULL,'verified','2026-08-20 02:00:00.000000');
INSERT INTO "rounds" VALUES(12,12,1,'request','2026-07-20',0,'[]',NULL,NULL,'20天左右更新','约20天','stated','2026-08-09','2026-08-14','2026-08-15',0,NULL,'cn2026-33aebc0e','[]','[]',NULL,'still-open','2026-09-01 02:00:00.000000');
INSERT INTO "rounds" VALUES(13,12,2,'request','2026-09-01',0,'[]',NULL,NULL,'','次月','assumed','2026-10-01','2026-11-02','2026-11-03',0,NULL,'cn2026-33aebc0e','[]','[]',NULL,NULL,NULL);
INSERT INTO "rounds" VALUES(14,13,1,'request','2026-09-24',0,'[]',NULL,NULL,'3-5个工作日更新','3-5个工作日','stated','2026-09-30','2026-10-09','2026-10-10',0,NULL,'cn2026-33aebc0e','[]','[]',NULL,NULL,NULL);
INSERT INTO "rounds" VALUES(15,14,1,'request','2026-09-24',0,'[]',NULL,NULL,'3-5个工作日更新','3-5个工作日','stated','2026-09-30','2026-10-09','2026-10-10',0,NULL,'cn2026-33aebc0e','[]','[]',NULL,NULL,NULL);
INSERT INTO "rounds" VALUES(16,15,1,'request','2026-09-15',0,'[]',NULL,NULL,'7个工作日上报人行,5天更新','7个工作日,5天','stated','2026-09-28','2026-09-28','2026-09-29',0,NULL,'cn2026-33aebc0e','[]','[]',NULL,NULL,NULL);
INSERT INTO "rounds" VALUES(17,16,1,'request','2026-09-20',0,'[]',NULL,NULL,'30-45天更新','30-45天','stated','2026-10-20','2026-11-04','2026-11-05',0,NULL,'cn2026-33aebc0e','[]','[]',NULL,NULL,NULL);
INSERT INTO "rounds" VALUES(18,17,1,'request','2026-10-05',0,'[]',NULL,NULL,'20天左右更新','约20天','stated','2026-10-25','2026-10-30','2026-10-31',0,NULL,'cn2026-33aebc0e','[]','[]',NULL,NULL,NULL);
INSERT INTO "rounds" VALUES(19,18,1,'request','2026-09-28',0,'[]',NULL,NULL,'半年','6个月','stated','2027-03-28','2027-03-29','2027-03-30',1,NULL,'cn2026-33aebc0e','[]','[]',NULL,NULL,NULL);
INSERT INTO "rounds" VALUES(20,19,1,'request','2026-10-09',0,'[]',NULL,NULL,'连续打3天,7天后更新','连续打3天,7天','stated','2026-10-18','2026-10-19','2026-10-20',0,NULL,'cn2026-33aebc0e','[]','[{"kind": "call", "on": "2026-10-09"}, {"kind": "call", "on": "2026-10-10"}, {"kind": "call", "on": "2026-10-11"}]',NULL,NULL,NULL);
INSERT INTO "rounds" VALUES(21,20,1,'request','2026-09-01',0,'[]',NULL,NULL,'15天-1个月','15天-1个月','stated','2026-09-16','2026-10-08','2026-10-09',0,NULL,'cn2026-33aebc0e','[]','[]',NULL,NULL,NULL);
CREATE TABLE users (
	id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	locale VARCHAR, 
	timezone VARCHAR, 
	remind_at TIME, 
	digest_at VARCHAR, 
	quiet_hours VARCHAR, 
	cadence VARCHAR, 
	planned_with VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_users PRIMARY KEY (id)
);
INSERT INTO "users" VALUES(1,'本人',NULL,NULL,NULL,NULL,NULL,NULL,'SendingHours(zone=''Asia/Shanghai'', at=datetime.time(9, 0), quiet_from=datetime.time(22, 0), quiet_to=datetime.time(8, 0))','2026-11-29 10:26:18.106845');
INSERT INTO "users" VALUES(2,'smith','en',NULL,NULL,NULL,NULL,NULL,'SendingHours(zone=''Asia/Shanghai'', at=datetime.time(9, 0), quiet_from=datetime.time(22, 0), quiet_to=datetime.time(8, 0))','2026-09-01 02:00:00.000000');
INSERT INTO "users" VALUES(3,'林顾问',NULL,NULL,NULL,NULL,NULL,NULL,'SendingHours(zone=''Asia/Shanghai'', at=datetime.time(9, 0), quiet_from=datetime.time(22, 0), quiet_to=datetime.time(8, 0))','2026-09-01 02:00:00.000000');
INSERT INTO "users" VALUES(4,'new',NULL,NULL,NULL,NULL,NULL,NULL,'SendingHours(zone=''Asia/Shanghai'', at=datetime.time(9, 0), quiet_from=datetime.time(22, 0), quiet_to=datetime.time(8, 0))','2026-09-01 02:00:00.000000');
CREATE TABLE web_sessions (
	id INTEGER NOT NULL, 
	account_id INTEGER NOT NULL, 
	token_hash VARCHAR NOT NULL, 
	browser VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	seen_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_web_sessions PRIMARY KEY (id), 
	CONSTRAINT fk_web_sessions_account_id FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE, 
	CONSTRAINT uq_web_sessions_token_hash UNIQUE (token_hash)
);
INSERT INTO "web_sessions" VALUES(1,1,'b207c95d80c7c42a3437b83f17a945e198f403f1b3ef501a4254aa74e9d061ae','Chromium','2026-10-10 02:00:00.000000','2026-10-10 02:00:00.000000','2026-11-09 02:00:00.000000');
INSERT INTO "web_sessions" VALUES(2,2,'f6c8fe9a07a2764952304ab816193d3ace74ade33c098a8f51cb88ea9ee056f2','Chromium','2026-10-10 02:00:00.000000','2026-10-10 02:00:00.000000','2026-11-09 02:00:00.000000');
INSERT INTO "web_sessions" VALUES(3,3,'0605d6810f42b02d7b0af719aa606acb45fc4838921d166a1bf3643cc8d8fd58','Chromium','2026-10-10 02:00:00.000000','2026-10-10 02:00:00.000000','2026-11-09 02:00:00.000000');
INSERT INTO "web_sessions" VALUES(4,4,'644e4c6cf91eea331d5bd728abb23b38954b36bc1d0a4146a54c9c736e6f166f','Chromium','2026-10-10 02:00:00.000000','2026-10-10 02:00:00.000000','2026-11-09 02:00:00.000000');
CREATE INDEX ix_login_failures_subject ON login_failures (subject, at);
CREATE INDEX ix_channels_user_id ON channels (user_id, paused_at);
CREATE INDEX ix_api_tokens_account_id ON api_tokens (account_id);
CREATE INDEX ix_closures_person_id ON closures (person_id);
CREATE INDEX ix_web_sessions_account_id ON web_sessions (account_id);
CREATE INDEX ix_events_closure_id ON events (closure_id);
CREATE INDEX ix_events_user_id ON events (user_id);
CREATE INDEX ix_external_ids_closure_id ON external_ids (closure_id);
CREATE INDEX ix_idempotency_keys_channel_id ON idempotency_keys (channel_id);
CREATE INDEX ix_idempotency_keys_closure_id ON idempotency_keys (closure_id);
CREATE INDEX ix_reminders_claimed ON reminders (lease_until) WHERE state = 'claimed';
CREATE INDEX ix_reminders_scheduled ON reminders (due_at) WHERE state = 'scheduled';
CREATE INDEX ix_reminders_user_id ON reminders (user_id, due_at);
CREATE UNIQUE INDEX uq_reminders_ordinal_user_id ON reminders (ordinal, user_id) WHERE kind = 'digest';
CREATE INDEX ix_deliveries_channel_id ON deliveries (channel_id, at);
CREATE INDEX ix_deliveries_reminder_id ON deliveries (reminder_id);
COMMIT;
