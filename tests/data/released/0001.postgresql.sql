--
-- PostgreSQL database dump
--


-- Dumped from database version 18.4
-- Dumped by pg_dump version 18.4

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: accounts; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.accounts (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    name character varying NOT NULL,
    password_hash character varying NOT NULL,
    operator boolean NOT NULL,
    created_at timestamp with time zone NOT NULL
);


--
-- Name: accounts_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.accounts_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: accounts_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.accounts_id_seq OWNED BY public.accounts.id;


--
-- Name: alembic_version; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);


--
-- Name: allowed_networks; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.allowed_networks (
    user_id bigint NOT NULL,
    network character varying NOT NULL,
    allowed_at timestamp with time zone NOT NULL
);


--
-- Name: api_tokens; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.api_tokens (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    name character varying NOT NULL,
    scopes json NOT NULL,
    token_hash character varying NOT NULL,
    created_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone
);


--
-- Name: api_tokens_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.api_tokens_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: api_tokens_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.api_tokens_id_seq OWNED BY public.api_tokens.id;


--
-- Name: channels; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.channels (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    kind character varying NOT NULL,
    config character varying NOT NULL,
    label character varying NOT NULL,
    detail character varying NOT NULL,
    "position" bigint NOT NULL,
    for_reminders boolean NOT NULL,
    for_digests boolean NOT NULL,
    for_warnings boolean NOT NULL,
    per_minute bigint,
    per_day bigint,
    refusals bigint NOT NULL,
    rests_until timestamp with time zone,
    paused_at timestamp with time zone,
    paused_by character varying,
    created_at timestamp with time zone NOT NULL
);


--
-- Name: channels_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.channels_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: channels_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.channels_id_seq OWNED BY public.channels.id;


--
-- Name: closures; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.closures (
    id bigint NOT NULL,
    person_id bigint NOT NULL,
    platform character varying NOT NULL,
    platform_name character varying NOT NULL,
    route character varying,
    requested_on date NOT NULL,
    state character varying NOT NULL,
    note character varying NOT NULL,
    created_at timestamp with time zone NOT NULL
);


--
-- Name: closures_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.closures_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: closures_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.closures_id_seq OWNED BY public.closures.id;


--
-- Name: deliveries; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.deliveries (
    id bigint NOT NULL,
    reminder_id bigint NOT NULL,
    channel_id bigint,
    message_id character varying NOT NULL,
    at timestamp with time zone NOT NULL,
    outcome character varying NOT NULL,
    code character varying NOT NULL,
    reason character varying NOT NULL,
    seconds double precision NOT NULL
);


--
-- Name: deliveries_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.deliveries_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: deliveries_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.deliveries_id_seq OWNED BY public.deliveries.id;


--
-- Name: escalations; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.escalations (
    id bigint NOT NULL,
    closure_id bigint NOT NULL,
    number bigint NOT NULL,
    rung character varying NOT NULL,
    filed_on date NOT NULL,
    accepted_on date,
    ticket character varying,
    answer_due_on date,
    recorded_on date NOT NULL
);


--
-- Name: escalations_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.escalations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: escalations_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.escalations_id_seq OWNED BY public.escalations.id;


--
-- Name: events; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.events (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    kind character varying NOT NULL,
    user_id bigint,
    closure_id bigint,
    data json NOT NULL,
    before json
);


--
-- Name: events_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: events_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.events_id_seq OWNED BY public.events.id;


--
-- Name: external_ids; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.external_ids (
    user_id bigint NOT NULL,
    external_id character varying NOT NULL,
    closure_id bigint NOT NULL
);


--
-- Name: feeds; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.feeds (
    user_id bigint NOT NULL,
    token_hash character varying NOT NULL,
    detail character varying NOT NULL,
    created_at timestamp with time zone NOT NULL
);


--
-- Name: heartbeats; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.heartbeats (
    worker character varying NOT NULL,
    started_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    said character varying NOT NULL
);


--
-- Name: holiday_notices; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.holiday_notices (
    year bigint NOT NULL,
    text character varying NOT NULL,
    imported_at timestamp with time zone NOT NULL
);


--
-- Name: idempotency_keys; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.idempotency_keys (
    account_id bigint NOT NULL,
    key character varying NOT NULL,
    request_hash character varying NOT NULL,
    status bigint NOT NULL,
    answer character varying NOT NULL,
    closure_id bigint,
    channel_id bigint,
    created_at timestamp with time zone NOT NULL
);


--
-- Name: invitations; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.invitations (
    id bigint NOT NULL,
    token_hash character varying NOT NULL,
    operator boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone
);


--
-- Name: invitations_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.invitations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: invitations_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.invitations_id_seq OWNED BY public.invitations.id;


--
-- Name: login_failures; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.login_failures (
    id bigint NOT NULL,
    subject character varying NOT NULL,
    at timestamp with time zone NOT NULL
);


--
-- Name: login_failures_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.login_failures_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: login_failures_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.login_failures_id_seq OWNED BY public.login_failures.id;


--
-- Name: people; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.people (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    name character varying NOT NULL,
    relation character varying NOT NULL,
    consent_for character varying,
    consent_on date,
    pull_wishes json,
    created_at timestamp with time zone NOT NULL
);


--
-- Name: people_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.people_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: people_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.people_id_seq OWNED BY public.people.id;


--
-- Name: reminders; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.reminders (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    round_id bigint,
    kind character varying NOT NULL,
    ordinal bigint NOT NULL,
    step character varying,
    day date NOT NULL,
    due_at timestamp with time zone NOT NULL,
    state character varying NOT NULL,
    channel_id bigint,
    token character varying,
    lease_until timestamp with time zone,
    batch character varying,
    attempts bigint NOT NULL,
    unfinished bigint NOT NULL,
    failure character varying,
    sent_at timestamp with time zone
);


--
-- Name: reminders_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.reminders_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: reminders_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.reminders_id_seq OWNED BY public.reminders.id;


--
-- Name: rounds; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.rounds (
    id bigint NOT NULL,
    closure_id bigint NOT NULL,
    number bigint NOT NULL,
    starts_at character varying NOT NULL,
    day0 date,
    expected boolean NOT NULL,
    calls json NOT NULL,
    appointment json,
    payoff_on date,
    stated character varying NOT NULL,
    "window" character varying NOT NULL,
    window_source character varying NOT NULL,
    opens_on date,
    due_on date,
    check_on date,
    provisional boolean NOT NULL,
    no_calendar bigint,
    calendar_version character varying NOT NULL,
    early_steps json NOT NULL,
    window_steps json NOT NULL,
    snoozed_until date,
    answer character varying,
    answered_at timestamp with time zone
);


--
-- Name: rounds_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.rounds_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: rounds_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.rounds_id_seq OWNED BY public.rounds.id;


--
-- Name: users; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.users (
    id bigint NOT NULL,
    name character varying NOT NULL,
    locale character varying,
    timezone character varying,
    remind_at time without time zone,
    digest_at character varying,
    quiet_hours character varying,
    cadence character varying,
    planned_with character varying NOT NULL,
    created_at timestamp with time zone NOT NULL
);


--
-- Name: users_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.users_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: users_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.users_id_seq OWNED BY public.users.id;


--
-- Name: web_sessions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.web_sessions (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    token_hash character varying NOT NULL,
    browser character varying NOT NULL,
    created_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL
);


--
-- Name: web_sessions_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.web_sessions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: web_sessions_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.web_sessions_id_seq OWNED BY public.web_sessions.id;


--
-- Name: accounts id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts ALTER COLUMN id SET DEFAULT nextval('public.accounts_id_seq'::regclass);


--
-- Name: api_tokens id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.api_tokens ALTER COLUMN id SET DEFAULT nextval('public.api_tokens_id_seq'::regclass);


--
-- Name: channels id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.channels ALTER COLUMN id SET DEFAULT nextval('public.channels_id_seq'::regclass);


--
-- Name: closures id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.closures ALTER COLUMN id SET DEFAULT nextval('public.closures_id_seq'::regclass);


--
-- Name: deliveries id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.deliveries ALTER COLUMN id SET DEFAULT nextval('public.deliveries_id_seq'::regclass);


--
-- Name: escalations id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.escalations ALTER COLUMN id SET DEFAULT nextval('public.escalations_id_seq'::regclass);


--
-- Name: events id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.events ALTER COLUMN id SET DEFAULT nextval('public.events_id_seq'::regclass);


--
-- Name: invitations id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.invitations ALTER COLUMN id SET DEFAULT nextval('public.invitations_id_seq'::regclass);


--
-- Name: login_failures id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.login_failures ALTER COLUMN id SET DEFAULT nextval('public.login_failures_id_seq'::regclass);


--
-- Name: people id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people ALTER COLUMN id SET DEFAULT nextval('public.people_id_seq'::regclass);


--
-- Name: reminders id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reminders ALTER COLUMN id SET DEFAULT nextval('public.reminders_id_seq'::regclass);


--
-- Name: rounds id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.rounds ALTER COLUMN id SET DEFAULT nextval('public.rounds_id_seq'::regclass);


--
-- Name: users id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.users ALTER COLUMN id SET DEFAULT nextval('public.users_id_seq'::regclass);


--
-- Name: web_sessions id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.web_sessions ALTER COLUMN id SET DEFAULT nextval('public.web_sessions_id_seq'::regclass);


--
-- Data for Name: accounts; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.accounts VALUES (1, 1, 'wang', 'opened by no password', true, '2026-10-10 02:00:00+00');
INSERT INTO public.accounts VALUES (2, 3, 'lin', 'opened by no password', false, '2026-10-10 02:00:00+00');
INSERT INTO public.accounts VALUES (3, 4, 'new', 'opened by no password', false, '2026-10-10 02:00:00+00');
INSERT INTO public.accounts VALUES (4, 2, 'smith', 'opened by no password', false, '2026-10-10 02:00:00+00');


--
-- Data for Name: alembic_version; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.alembic_version VALUES ('0001');


--
-- Data for Name: allowed_networks; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.allowed_networks VALUES (1, '192.168.1.0/24', '2026-10-10 02:00:00+00');


--
-- Data for Name: api_tokens; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.api_tokens VALUES (1, 1, 'home automation', '["read", "write"]', 'd7008c645e2dad6744aa3efb6bb922b6ad929839db209ad8e30aa96c20dda903', '2026-10-10 02:00:00+00', NULL);


--
-- Data for Name: channels; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.channels VALUES (1, 1, 'email', 'gAAAAABrC_3LftLtP5ozKMwbWClFI_WVpBWjTktIWmTLdG-ZppRSNiNDx-C_2dyr4Wq8KzuXVyho78TcarfNXqUriKpvFiMPvsWSjnerJWJ1n2kiLY7bVN4CyGfk3plfe9d7UABsNaJWOcfEN98sWxtmgFWO4TsFEVlpgYrQG3xvHzvzZG0IjA3SvfeQD1Mv3gW1w8RGC2xzdKYUsJFfXjMjpaRSYL3eDr9JzsOF-UTOutPgEIALoM2Rn5OnTNb8Vy7InJo-4B8f', 'u***@example.com (127.0.0.1)', 'full', 1, true, true, true, NULL, NULL, 0, NULL, NULL, NULL, '2026-10-10 02:00:00+00');
INSERT INTO public.channels VALUES (2, 3, 'email', 'gAAAAABrC_3L_QsY0iyPGnA0_z8EomMn2qSs18pTYB7_2MTwaslbHXPYFEVqYZzPHQhl8T11sBPXe4zQVpDzQ86herwfwFXu6AhrrTI3SnxVBVb8TKlUQI1OzN_ItJGImIqCExA5ndv4qqusY0JdmJFX8Lx6387-AMPzvCwftuSZiAoCMWwm43cCxtkltAT-xMogAl_6vyywi1Mp4CAnsr_uWsmPkXqXaufBM2j-wAdFuhgQIOtlfbm9eDlYkEEkiJqloNI8N_-3', 'u***@example.com (127.0.0.1)', 'full', 1, true, true, true, NULL, NULL, 0, NULL, NULL, NULL, '2026-10-10 02:00:00+00');
INSERT INTO public.channels VALUES (3, 2, 'email', 'gAAAAABrC_3L9mB2AoJE_i_83lctkckjuWMfhCI68oZv7pybAh6rclopfM0EiB0pL1eerNhG2Xd0RC_CLtWlLqhwNGXRsq4YVRY5j-Ux987OKY94aa2fQ1LoVW3Y8jZBjuprAHmx86_yY8xTVEnv_foehWkhA_sga9FSskxDIhT3ASx7wmJUJgkbrtqiicBCh4UGTaCNC_siFrY4UbxojbRo64OLxjFvbKUFT7q5YOi-qTugJOVmQWK955Q9k1zmTFV4fFEVnYmp', 'u***@example.com (127.0.0.1)', 'full', 1, true, true, true, NULL, NULL, 0, NULL, NULL, NULL, '2026-10-10 02:00:00+00');


--
-- Data for Name: closures; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.closures VALUES (1, 1, 'jd-jintiao', '京东金条', 'app', '2026-09-24', 'waiting', '', '2026-09-24 02:00:00+00');
INSERT INTO public.closures VALUES (2, 1, 'huarui-bank', '上海华瑞银行', NULL, '2026-09-15', 'waiting', '', '2026-09-15 02:00:00+00');
INSERT INTO public.closures VALUES (3, 1, 'duxiaoman', '度小满', NULL, '2026-08-20', 'waiting', '', '2026-08-20 02:00:00+00');
INSERT INTO public.closures VALUES (4, 1, 'weilidai', '微粒贷', NULL, '2026-09-20', 'waiting', '', '2026-09-20 02:00:00+00');
INSERT INTO public.closures VALUES (5, 1, 'huabei', '花呗', NULL, '2026-10-05', 'waiting', '', '2026-10-05 02:00:00+00');
INSERT INTO public.closures VALUES (6, 1, 'meituan', '美团', NULL, '2026-09-28', 'waiting', '', '2026-09-28 02:00:00+00');
INSERT INTO public.closures VALUES (7, 1, 'suning-consumer-finance', '苏宁消费金融', NULL, '2026-10-09', 'waiting', '', '2026-10-09 02:00:00+00');
INSERT INTO public.closures VALUES (8, 1, 'yilian-bank', '亿联银行', NULL, '2026-09-18', 'waiting', '', '2026-09-18 02:00:00+00');
INSERT INTO public.closures VALUES (9, 1, 'zhongrong-trust', '中融国际信托', NULL, '2026-09-22', 'waiting', '', '2026-09-22 02:00:00+00');
INSERT INTO public.closures VALUES (10, 1, 'xinwang-bank', '四川新网银行', NULL, '2026-10-01', 'requested', '', '2026-10-01 02:00:00+00');
INSERT INTO public.closures VALUES (11, 1, 'weihai-bank', '威海银行', NULL, '2026-08-03', 'verified', '', '2026-08-03 02:00:00+00');
INSERT INTO public.closures VALUES (12, 1, 'jinshang-consumer-finance', '晋商消费金融', NULL, '2026-07-20', 'escalated', '', '2026-07-20 02:00:00+00');
INSERT INTO public.closures VALUES (13, 2, 'jd-jintiao', '京东金条', 'app', '2026-09-24', 'waiting', '', '2026-09-24 02:00:00+00');
INSERT INTO public.closures VALUES (14, 5, 'jd-jintiao', '京东金条', 'app', '2026-09-24', 'waiting', '', '2026-09-24 02:00:00+00');
INSERT INTO public.closures VALUES (15, 5, 'huarui-bank', '上海华瑞银行', NULL, '2026-09-15', 'waiting', '', '2026-09-15 02:00:00+00');
INSERT INTO public.closures VALUES (16, 6, 'weilidai', '微粒贷', NULL, '2026-09-20', 'waiting', '', '2026-09-20 02:00:00+00');
INSERT INTO public.closures VALUES (17, 6, 'huabei', '花呗', NULL, '2026-10-05', 'waiting', '', '2026-10-05 02:00:00+00');
INSERT INTO public.closures VALUES (18, 6, 'meituan', '美团', NULL, '2026-09-28', 'waiting', '', '2026-09-28 02:00:00+00');
INSERT INTO public.closures VALUES (19, 7, 'suning-consumer-finance', '苏宁消费金融', NULL, '2026-10-09', 'waiting', '', '2026-10-09 02:00:00+00');
INSERT INTO public.closures VALUES (20, 1, '', '某某小贷', NULL, '2026-09-01', 'waiting', '打了三次电话', '2026-09-01 02:00:00+00');


--
-- Data for Name: deliveries; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.deliveries VALUES (1, 118, 3, '<2e71147913728878ec854b4b0ac53b6b@box.example>', '2026-10-10 02:30:00+00', 'sent', '', '', 0.5161362240000926);
INSERT INTO public.deliveries VALUES (2, 1, 1, '<a2e73a702383ccd3dd32dbcfdb7ebda3@box.example>', '2026-10-10 02:30:00+00', 'refused', '550', 'mailbox unavailable', 0.7485320169998886);
INSERT INTO public.deliveries VALUES (3, 10, 1, '<a2e73a702383ccd3dd32dbcfdb7ebda3@box.example>', '2026-10-10 02:30:00+00', 'refused', '550', 'mailbox unavailable', 0.7485320169998886);
INSERT INTO public.deliveries VALUES (4, 11, 1, '<a2e73a702383ccd3dd32dbcfdb7ebda3@box.example>', '2026-10-10 02:30:00+00', 'refused', '550', 'mailbox unavailable', 0.7485320169998886);
INSERT INTO public.deliveries VALUES (5, 12, 1, '<a2e73a702383ccd3dd32dbcfdb7ebda3@box.example>', '2026-10-10 02:30:00+00', 'refused', '550', 'mailbox unavailable', 0.7485320169998886);
INSERT INTO public.deliveries VALUES (6, 19, 1, '<a2e73a702383ccd3dd32dbcfdb7ebda3@box.example>', '2026-10-10 02:30:00+00', 'refused', '550', 'mailbox unavailable', 0.7485320169998886);
INSERT INTO public.deliveries VALUES (7, 20, 1, '<a2e73a702383ccd3dd32dbcfdb7ebda3@box.example>', '2026-10-10 02:30:00+00', 'refused', '550', 'mailbox unavailable', 0.7485320169998886);
INSERT INTO public.deliveries VALUES (8, 21, 1, '<a2e73a702383ccd3dd32dbcfdb7ebda3@box.example>', '2026-10-10 02:30:00+00', 'refused', '550', 'mailbox unavailable', 0.7485320169998886);
INSERT INTO public.deliveries VALUES (9, 22, 1, '<a2e73a702383ccd3dd32dbcfdb7ebda3@box.example>', '2026-10-10 02:30:00+00', 'refused', '550', 'mailbox unavailable', 0.7485320169998886);
INSERT INTO public.deliveries VALUES (10, 55, 1, '<a2e73a702383ccd3dd32dbcfdb7ebda3@box.example>', '2026-10-10 02:30:00+00', 'refused', '550', 'mailbox unavailable', 0.7485320169998886);
INSERT INTO public.deliveries VALUES (11, 56, 1, '<a2e73a702383ccd3dd32dbcfdb7ebda3@box.example>', '2026-10-10 02:30:00+00', 'refused', '550', 'mailbox unavailable', 0.7485320169998886);
INSERT INTO public.deliveries VALUES (12, 67, 1, '<a2e73a702383ccd3dd32dbcfdb7ebda3@box.example>', '2026-10-10 02:30:00+00', 'refused', '550', 'mailbox unavailable', 0.7485320169998886);
INSERT INTO public.deliveries VALUES (13, 68, 1, '<a2e73a702383ccd3dd32dbcfdb7ebda3@box.example>', '2026-10-10 02:30:00+00', 'refused', '550', 'mailbox unavailable', 0.7485320169998886);
INSERT INTO public.deliveries VALUES (14, 77, 1, '<a2e73a702383ccd3dd32dbcfdb7ebda3@box.example>', '2026-10-10 02:30:00+00', 'refused', '550', 'mailbox unavailable', 0.7485320169998886);
INSERT INTO public.deliveries VALUES (15, 86, 1, '<a2e73a702383ccd3dd32dbcfdb7ebda3@box.example>', '2026-10-10 02:30:00+00', 'refused', '550', 'mailbox unavailable', 0.7485320169998886);
INSERT INTO public.deliveries VALUES (16, 87, 1, '<a2e73a702383ccd3dd32dbcfdb7ebda3@box.example>', '2026-10-10 02:30:00+00', 'refused', '550', 'mailbox unavailable', 0.7485320169998886);
INSERT INTO public.deliveries VALUES (17, 117, 1, '<a2e73a702383ccd3dd32dbcfdb7ebda3@box.example>', '2026-10-10 02:30:00+00', 'refused', '550', 'mailbox unavailable', 0.7485320169998886);
INSERT INTO public.deliveries VALUES (18, 184, 1, '<a2e73a702383ccd3dd32dbcfdb7ebda3@box.example>', '2026-10-10 02:30:00+00', 'refused', '550', 'mailbox unavailable', 0.7485320169998886);
INSERT INTO public.deliveries VALUES (19, 127, 2, '<70798960385e19619428cc5b5c9a1618@box.example>', '2026-10-10 02:30:00+00', 'sent', '', '', 0.7289218289997734);
INSERT INTO public.deliveries VALUES (20, 136, 2, '<70798960385e19619428cc5b5c9a1618@box.example>', '2026-10-10 02:30:00+00', 'sent', '', '', 0.7289218289997734);
INSERT INTO public.deliveries VALUES (21, 137, 2, '<70798960385e19619428cc5b5c9a1618@box.example>', '2026-10-10 02:30:00+00', 'sent', '', '', 0.7289218289997734);
INSERT INTO public.deliveries VALUES (22, 138, 2, '<70798960385e19619428cc5b5c9a1618@box.example>', '2026-10-10 02:30:00+00', 'sent', '', '', 0.7289218289997734);
INSERT INTO public.deliveries VALUES (23, 172, 2, '<70798960385e19619428cc5b5c9a1618@box.example>', '2026-10-10 02:30:00+00', 'sent', '', '', 0.7289218289997734);
INSERT INTO public.deliveries VALUES (24, 173, 2, '<70798960385e19619428cc5b5c9a1618@box.example>', '2026-10-10 02:30:00+00', 'sent', '', '', 0.7289218289997734);
INSERT INTO public.deliveries VALUES (25, 193, 3, '<19c323bab0737cfa2b53b56bc6abad16@box.example>', '2026-10-10 02:30:00+00', 'sent', '', '', 0.33304634400019495);
INSERT INTO public.deliveries VALUES (26, 194, 2, '<8f98f4388bbba231c69a4a4196bcd028@box.example>', '2026-10-10 02:30:00+00', 'sent', '', '', 0.01777134300027683);
INSERT INTO public.deliveries VALUES (27, 119, 3, '<5b2c00d5dc5f008dc0b3f0cb9d4c2a15@box.example>', '2026-10-15 02:30:00+00', 'sent', '', '', 0.003463954999915586);
INSERT INTO public.deliveries VALUES (28, 2, 1, '<f761ebc3b28445e636d6451c0fb3b0e4@box.example>', '2026-10-15 02:30:00+00', 'sent', '', '', 0.007561076000001776);
INSERT INTO public.deliveries VALUES (29, 13, 1, '<f761ebc3b28445e636d6451c0fb3b0e4@box.example>', '2026-10-15 02:30:00+00', 'sent', '', '', 0.007561076000001776);
INSERT INTO public.deliveries VALUES (30, 23, 1, '<f761ebc3b28445e636d6451c0fb3b0e4@box.example>', '2026-10-15 02:30:00+00', 'sent', '', '', 0.007561076000001776);
INSERT INTO public.deliveries VALUES (31, 57, 1, '<f761ebc3b28445e636d6451c0fb3b0e4@box.example>', '2026-10-15 02:30:00+00', 'sent', '', '', 0.007561076000001776);
INSERT INTO public.deliveries VALUES (32, 69, 1, '<f761ebc3b28445e636d6451c0fb3b0e4@box.example>', '2026-10-15 02:30:00+00', 'sent', '', '', 0.007561076000001776);
INSERT INTO public.deliveries VALUES (33, 80, 1, '<f761ebc3b28445e636d6451c0fb3b0e4@box.example>', '2026-10-15 02:30:00+00', 'sent', '', '', 0.007561076000001776);
INSERT INTO public.deliveries VALUES (34, 88, 1, '<f761ebc3b28445e636d6451c0fb3b0e4@box.example>', '2026-10-15 02:30:00+00', 'sent', '', '', 0.007561076000001776);
INSERT INTO public.deliveries VALUES (35, 185, 1, '<f761ebc3b28445e636d6451c0fb3b0e4@box.example>', '2026-10-15 02:30:00+00', 'sent', '', '', 0.007561076000001776);
INSERT INTO public.deliveries VALUES (36, 128, 2, '<21f796cc9c9e15eb07610f9dfef1a00b@box.example>', '2026-10-15 02:30:00+00', 'sent', '', '', 0.007753761999993003);
INSERT INTO public.deliveries VALUES (37, 139, 2, '<21f796cc9c9e15eb07610f9dfef1a00b@box.example>', '2026-10-15 02:30:00+00', 'sent', '', '', 0.007753761999993003);
INSERT INTO public.deliveries VALUES (38, 174, 2, '<21f796cc9c9e15eb07610f9dfef1a00b@box.example>', '2026-10-15 02:30:00+00', 'sent', '', '', 0.007753761999993003);
INSERT INTO public.deliveries VALUES (39, 196, 3, '<9e53a1ec1fb9da6eab60aa4c37ebec05@box.example>', '2026-10-15 02:30:00+00', 'sent', '', '', 0.0012878140000793792);
INSERT INTO public.deliveries VALUES (40, 197, 2, '<9558cceb72fae3a61fe605c81a23d5c1@box.example>', '2026-10-15 02:30:00+00', 'sent', '', '', 0.0017650279996814788);
INSERT INTO public.deliveries VALUES (41, 3, 1, '<82ab9f80e4fc5e752685656b9c24e75f@box.example>', '2026-10-20 02:30:00+00', 'sent', '', '', 0.0026983900002051087);
INSERT INTO public.deliveries VALUES (42, 14, 1, '<82ab9f80e4fc5e752685656b9c24e75f@box.example>', '2026-10-20 02:30:00+00', 'sent', '', '', 0.0026983900002051087);
INSERT INTO public.deliveries VALUES (43, 24, 1, '<82ab9f80e4fc5e752685656b9c24e75f@box.example>', '2026-10-20 02:30:00+00', 'sent', '', '', 0.0026983900002051087);
INSERT INTO public.deliveries VALUES (44, 58, 1, '<82ab9f80e4fc5e752685656b9c24e75f@box.example>', '2026-10-20 02:30:00+00', 'sent', '', '', 0.0026983900002051087);
INSERT INTO public.deliveries VALUES (45, 70, 1, '<82ab9f80e4fc5e752685656b9c24e75f@box.example>', '2026-10-20 02:30:00+00', 'sent', '', '', 0.0026983900002051087);
INSERT INTO public.deliveries VALUES (46, 186, 1, '<82ab9f80e4fc5e752685656b9c24e75f@box.example>', '2026-10-20 02:30:00+00', 'sent', '', '', 0.0026983900002051087);
INSERT INTO public.deliveries VALUES (47, 120, 3, '<fc7cbc13cc0efe6abdacd084f2b72b9e@box.example>', '2026-10-20 02:30:00+00', 'sent', '', '', 0.0009494830001131049);
INSERT INTO public.deliveries VALUES (48, 129, 2, '<b26e86ae4add792fa362bb07ae1c9b56@box.example>', '2026-10-20 02:30:00+00', 'sent', '', '', 0.001559075000386656);
INSERT INTO public.deliveries VALUES (49, 140, 2, '<b26e86ae4add792fa362bb07ae1c9b56@box.example>', '2026-10-20 02:30:00+00', 'sent', '', '', 0.001559075000386656);
INSERT INTO public.deliveries VALUES (50, 175, 2, '<b26e86ae4add792fa362bb07ae1c9b56@box.example>', '2026-10-20 02:30:00+00', 'sent', '', '', 0.001559075000386656);
INSERT INTO public.deliveries VALUES (51, 199, 3, '<9b86da3c7294986279330b6adba9d7a4@box.example>', '2026-10-20 02:30:00+00', 'sent', '', '', 0.0012796349997188372);
INSERT INTO public.deliveries VALUES (52, 200, 2, '<44a1ed0a53339c3f69079cdb5a59da15@box.example>', '2026-10-20 02:30:00+00', 'sent', '', '', 0.0015113370000108262);
INSERT INTO public.deliveries VALUES (53, 4, 1, '<38d6cfc2b2a902b131d06b09d9a99fc5@box.example>', '2026-10-25 02:30:00+00', 'sent', '', '', 0.0024376999999731197);
INSERT INTO public.deliveries VALUES (54, 59, 1, '<38d6cfc2b2a902b131d06b09d9a99fc5@box.example>', '2026-10-25 02:30:00+00', 'sent', '', '', 0.0024376999999731197);
INSERT INTO public.deliveries VALUES (55, 71, 1, '<38d6cfc2b2a902b131d06b09d9a99fc5@box.example>', '2026-10-25 02:30:00+00', 'sent', '', '', 0.0024376999999731197);
INSERT INTO public.deliveries VALUES (56, 81, 1, '<38d6cfc2b2a902b131d06b09d9a99fc5@box.example>', '2026-10-25 02:30:00+00', 'sent', '', '', 0.0024376999999731197);
INSERT INTO public.deliveries VALUES (57, 187, 1, '<38d6cfc2b2a902b131d06b09d9a99fc5@box.example>', '2026-10-25 02:30:00+00', 'sent', '', '', 0.0024376999999731197);
INSERT INTO public.deliveries VALUES (58, 130, 2, '<92de5ff0f4e52f7958e3f01022241239@box.example>', '2026-10-25 02:30:00+00', 'sent', '', '', 0.0015420950003317557);
INSERT INTO public.deliveries VALUES (59, 176, 2, '<92de5ff0f4e52f7958e3f01022241239@box.example>', '2026-10-25 02:30:00+00', 'sent', '', '', 0.0015420950003317557);
INSERT INTO public.deliveries VALUES (60, 121, 3, '<b82d49cb1b4a89358b685ca861c0e7bc@box.example>', '2026-10-25 02:30:00+00', 'sent', '', '', 0.0008934009997574321);
INSERT INTO public.deliveries VALUES (61, 15, 1, '<94d5814ce5bb3959345fad28970ff5f7@box.example>', '2026-10-30 02:30:00+00', 'sent', '', '', 0.0026338030002079904);
INSERT INTO public.deliveries VALUES (62, 25, 1, '<94d5814ce5bb3959345fad28970ff5f7@box.example>', '2026-10-30 02:30:00+00', 'sent', '', '', 0.0026338030002079904);
INSERT INTO public.deliveries VALUES (63, 60, 1, '<94d5814ce5bb3959345fad28970ff5f7@box.example>', '2026-10-30 02:30:00+00', 'sent', '', '', 0.0026338030002079904);
INSERT INTO public.deliveries VALUES (64, 82, 1, '<94d5814ce5bb3959345fad28970ff5f7@box.example>', '2026-10-30 02:30:00+00', 'sent', '', '', 0.0026338030002079904);
INSERT INTO public.deliveries VALUES (65, 89, 1, '<94d5814ce5bb3959345fad28970ff5f7@box.example>', '2026-10-30 02:30:00+00', 'sent', '', '', 0.0026338030002079904);
INSERT INTO public.deliveries VALUES (66, 188, 1, '<94d5814ce5bb3959345fad28970ff5f7@box.example>', '2026-10-30 02:30:00+00', 'sent', '', '', 0.0026338030002079904);
INSERT INTO public.deliveries VALUES (67, 202, 3, '<97b49c001c38cf7b03cffb67c5cb63b7@box.example>', '2026-10-30 02:30:00+00', 'sent', '', '', 0.0012625159997696755);
INSERT INTO public.deliveries VALUES (68, 203, 2, '<f336b3a3258ba80502c5cc092df42eb5@box.example>', '2026-10-30 02:30:00+00', 'sent', '', '', 0.001743870999689534);
INSERT INTO public.deliveries VALUES (69, 141, 2, '<e963e697ebf4a12be70b5d32f5dc2e75@box.example>', '2026-10-30 02:30:00+00', 'sent', '', '', 0.0016325950000464218);
INSERT INTO public.deliveries VALUES (70, 177, 2, '<e963e697ebf4a12be70b5d32f5dc2e75@box.example>', '2026-10-30 02:30:00+00', 'sent', '', '', 0.0016325950000464218);


--
-- Data for Name: escalations; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.escalations VALUES (1, 12, 1, 'objection', '2026-09-02', '2026-09-04', 'YY-2026-0915', '2026-09-24', '2026-09-05');


--
-- Data for Name: events; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.events VALUES (1, '2026-09-24 02:00:00+00', 'registered', 1, 1, '{}', NULL);
INSERT INTO public.events VALUES (2, '2026-09-15 02:00:00+00', 'registered', 1, 2, '{}', NULL);
INSERT INTO public.events VALUES (3, '2026-08-20 02:00:00+00', 'registered', 1, 3, '{}', NULL);
INSERT INTO public.events VALUES (4, '2026-09-20 02:00:00+00', 'registered', 1, 4, '{}', NULL);
INSERT INTO public.events VALUES (5, '2026-10-05 02:00:00+00', 'registered', 1, 5, '{}', NULL);
INSERT INTO public.events VALUES (6, '2026-09-28 02:00:00+00', 'registered', 1, 6, '{}', NULL);
INSERT INTO public.events VALUES (7, '2026-10-09 02:00:00+00', 'registered', 1, 7, '{}', NULL);
INSERT INTO public.events VALUES (8, '2026-09-18 02:00:00+00', 'registered', 1, 8, '{}', NULL);
INSERT INTO public.events VALUES (9, '2026-09-22 02:00:00+00', 'registered', 1, 9, '{}', NULL);
INSERT INTO public.events VALUES (10, '2026-10-09 02:00:00+00', 'snoozed', 1, 9, '{"until": "2026-10-10", "report_asked": true}', '{"state": "waiting", "round": 1, "answered_at": null, "day0": "2026-09-22", "snoozed_until": null, "expected": false, "calls": [], "answer": null}');
INSERT INTO public.events VALUES (11, '2026-10-01 02:00:00+00', 'registered', 1, 10, '{}', NULL);
INSERT INTO public.events VALUES (12, '2026-08-03 02:00:00+00', 'registered', 1, 11, '{}', NULL);
INSERT INTO public.events VALUES (13, '2026-08-20 02:00:00+00', 'answered', 1, 11, '{"answer": "verified", "round": 1}', '{"state": "waiting", "round": 1, "answered_at": null, "day0": "2026-08-03", "snoozed_until": null, "expected": false, "calls": [], "answer": null}');
INSERT INTO public.events VALUES (14, '2026-07-20 02:00:00+00', 'registered', 1, 12, '{}', NULL);
INSERT INTO public.events VALUES (15, '2026-09-01 02:00:00+00', 'answered', 1, 12, '{"answer": "still-open", "round": 1}', '{"state": "waiting", "round": 1, "answered_at": null, "day0": "2026-07-20", "snoozed_until": null, "expected": false, "calls": [], "answer": null}');
INSERT INTO public.events VALUES (16, '2026-09-05 02:00:00+00', 'escalated', 1, 12, '{"rung": "objection", "on": "2026-09-02", "accepted_on": "2026-09-04", "answer_due_on": "2026-09-24", "ticket": "YY-2026-0915", "was": "escalated"}', NULL);
INSERT INTO public.events VALUES (17, '2026-09-06 02:00:00+00', 'noted', 1, 12, '{"text": "\u5de5\u53f7 8001 \u7684\u5ba2\u670d\u8bf4\u5df2\u7ecf\u63d0\u4ea4\u4e0a\u7ea7\u90e8\u95e8\u5904\u7406", "ticket": null}', NULL);
INSERT INTO public.events VALUES (18, '2026-09-24 02:00:00+00', 'registered', 2, 13, '{}', NULL);
INSERT INTO public.events VALUES (19, '2026-09-24 02:00:00+00', 'registered', 3, 14, '{}', NULL);
INSERT INTO public.events VALUES (20, '2026-09-15 02:00:00+00', 'registered', 3, 15, '{}', NULL);
INSERT INTO public.events VALUES (21, '2026-09-20 02:00:00+00', 'registered', 3, 16, '{}', NULL);
INSERT INTO public.events VALUES (22, '2026-10-05 02:00:00+00', 'registered', 3, 17, '{}', NULL);
INSERT INTO public.events VALUES (23, '2026-09-28 02:00:00+00', 'registered', 3, 18, '{}', NULL);
INSERT INTO public.events VALUES (24, '2026-10-09 02:00:00+00', 'registered', 3, 19, '{}', NULL);
INSERT INTO public.events VALUES (25, '2026-09-01 02:00:00+00', 'registered', 1, 20, '{}', NULL);
INSERT INTO public.events VALUES (26, '2026-10-10 02:30:00+00', 'reminded', 2, 13, '{"channel": 3, "message_id": "<2e71147913728878ec854b4b0ac53b6b@box.example>", "failure": null}', NULL);
INSERT INTO public.events VALUES (27, '2026-10-10 02:30:00+00', 'reminder_failed', 1, 1, '{"channel": 1, "message_id": "<a2e73a702383ccd3dd32dbcfdb7ebda3@box.example>", "failure": "550: mailbox unavailable"}', NULL);
INSERT INTO public.events VALUES (28, '2026-10-10 02:30:00+00', 'reminder_failed', 1, 2, '{"channel": 1, "message_id": "<a2e73a702383ccd3dd32dbcfdb7ebda3@box.example>", "failure": "550: mailbox unavailable"}', NULL);
INSERT INTO public.events VALUES (29, '2026-10-10 02:30:00+00', 'reminder_failed', 1, 3, '{"channel": 1, "message_id": "<a2e73a702383ccd3dd32dbcfdb7ebda3@box.example>", "failure": "550: mailbox unavailable"}', NULL);
INSERT INTO public.events VALUES (30, '2026-10-10 02:30:00+00', 'reminder_failed', 1, 7, '{"channel": 1, "message_id": "<a2e73a702383ccd3dd32dbcfdb7ebda3@box.example>", "failure": "550: mailbox unavailable"}', NULL);
INSERT INTO public.events VALUES (31, '2026-10-10 02:30:00+00', 'reminder_failed', 1, 8, '{"channel": 1, "message_id": "<a2e73a702383ccd3dd32dbcfdb7ebda3@box.example>", "failure": "550: mailbox unavailable"}', NULL);
INSERT INTO public.events VALUES (32, '2026-10-10 02:30:00+00', 'reminder_failed', 1, 9, '{"channel": 1, "message_id": "<a2e73a702383ccd3dd32dbcfdb7ebda3@box.example>", "failure": "550: mailbox unavailable"}', NULL);
INSERT INTO public.events VALUES (33, '2026-10-10 02:30:00+00', 'reminder_failed', 1, 10, '{"channel": 1, "message_id": "<a2e73a702383ccd3dd32dbcfdb7ebda3@box.example>", "failure": "550: mailbox unavailable"}', NULL);
INSERT INTO public.events VALUES (34, '2026-10-10 02:30:00+00', 'reminder_failed', 1, 12, '{"channel": 1, "message_id": "<a2e73a702383ccd3dd32dbcfdb7ebda3@box.example>", "failure": "550: mailbox unavailable"}', NULL);
INSERT INTO public.events VALUES (35, '2026-10-10 02:30:00+00', 'reminder_failed', 1, 20, '{"channel": 1, "message_id": "<a2e73a702383ccd3dd32dbcfdb7ebda3@box.example>", "failure": "550: mailbox unavailable"}', NULL);
INSERT INTO public.events VALUES (36, '2026-10-10 02:30:00+00', 'reminded', 3, 14, '{"channel": 2, "message_id": "<70798960385e19619428cc5b5c9a1618@box.example>", "failure": null}', NULL);
INSERT INTO public.events VALUES (37, '2026-10-10 02:30:00+00', 'reminded', 3, 15, '{"channel": 2, "message_id": "<70798960385e19619428cc5b5c9a1618@box.example>", "failure": null}', NULL);
INSERT INTO public.events VALUES (38, '2026-10-10 02:30:00+00', 'reminded', 3, 19, '{"channel": 2, "message_id": "<70798960385e19619428cc5b5c9a1618@box.example>", "failure": null}', NULL);
INSERT INTO public.events VALUES (39, '2026-10-15 02:30:00+00', 'reminded', 2, 13, '{"channel": 3, "message_id": "<5b2c00d5dc5f008dc0b3f0cb9d4c2a15@box.example>", "failure": null}', NULL);
INSERT INTO public.events VALUES (40, '2026-10-15 02:30:00+00', 'reminded', 1, 1, '{"channel": 1, "message_id": "<f761ebc3b28445e636d6451c0fb3b0e4@box.example>", "failure": null}', NULL);
INSERT INTO public.events VALUES (41, '2026-10-15 02:30:00+00', 'reminded', 1, 2, '{"channel": 1, "message_id": "<f761ebc3b28445e636d6451c0fb3b0e4@box.example>", "failure": null}', NULL);
INSERT INTO public.events VALUES (42, '2026-10-15 02:30:00+00', 'reminded', 1, 3, '{"channel": 1, "message_id": "<f761ebc3b28445e636d6451c0fb3b0e4@box.example>", "failure": null}', NULL);
INSERT INTO public.events VALUES (43, '2026-10-15 02:30:00+00', 'reminded', 1, 7, '{"channel": 1, "message_id": "<f761ebc3b28445e636d6451c0fb3b0e4@box.example>", "failure": null}', NULL);
INSERT INTO public.events VALUES (44, '2026-10-15 02:30:00+00', 'reminded', 1, 8, '{"channel": 1, "message_id": "<f761ebc3b28445e636d6451c0fb3b0e4@box.example>", "failure": null}', NULL);
INSERT INTO public.events VALUES (45, '2026-10-15 02:30:00+00', 'reminded', 1, 9, '{"channel": 1, "message_id": "<f761ebc3b28445e636d6451c0fb3b0e4@box.example>", "failure": null}', NULL);
INSERT INTO public.events VALUES (46, '2026-10-15 02:30:00+00', 'reminded', 1, 10, '{"channel": 1, "message_id": "<f761ebc3b28445e636d6451c0fb3b0e4@box.example>", "failure": null}', NULL);
INSERT INTO public.events VALUES (47, '2026-10-15 02:30:00+00', 'reminded', 1, 20, '{"channel": 1, "message_id": "<f761ebc3b28445e636d6451c0fb3b0e4@box.example>", "failure": null}', NULL);
INSERT INTO public.events VALUES (48, '2026-10-15 02:30:00+00', 'reminded', 3, 14, '{"channel": 2, "message_id": "<21f796cc9c9e15eb07610f9dfef1a00b@box.example>", "failure": null}', NULL);
INSERT INTO public.events VALUES (49, '2026-10-15 02:30:00+00', 'reminded', 3, 15, '{"channel": 2, "message_id": "<21f796cc9c9e15eb07610f9dfef1a00b@box.example>", "failure": null}', NULL);
INSERT INTO public.events VALUES (50, '2026-10-15 02:30:00+00', 'reminded', 3, 19, '{"channel": 2, "message_id": "<21f796cc9c9e15eb07610f9dfef1a00b@box.example>", "failure": null}', NULL);
INSERT INTO public.events VALUES (51, '2026-10-20 02:30:00+00', 'reminded', 1, 1, '{"channel": 1, "message_id": "<82ab9f80e4fc5e752685656b9c24e75f@box.example>", "failure": null}', NULL);
INSERT INTO public.events VALUES (52, '2026-10-20 02:30:00+00', 'reminded', 1, 2, '{"channel": 1, "message_id": "<82ab9f80e4fc5e752685656b9c24e75f@box.example>", "failure": null}', NULL);
INSERT INTO public.events VALUES (53, '2026-10-20 02:30:00+00', 'reminded', 1, 3, '{"channel": 1, "message_id": "<82ab9f80e4fc5e752685656b9c24e75f@box.example>", "failure": null}', NULL);
INSERT INTO public.events VALUES (54, '2026-10-20 02:30:00+00', 'reminded', 1, 7, '{"channel": 1, "message_id": "<82ab9f80e4fc5e752685656b9c24e75f@box.example>", "failure": null}', NULL);
INSERT INTO public.events VALUES (55, '2026-10-20 02:30:00+00', 'reminded', 1, 8, '{"channel": 1, "message_id": "<82ab9f80e4fc5e752685656b9c24e75f@box.example>", "failure": null}', NULL);
INSERT INTO public.events VALUES (56, '2026-10-20 02:30:00+00', 'reminded', 1, 20, '{"channel": 1, "message_id": "<82ab9f80e4fc5e752685656b9c24e75f@box.example>", "failure": null}', NULL);
INSERT INTO public.events VALUES (57, '2026-10-20 02:30:00+00', 'reminded', 2, 13, '{"channel": 3, "message_id": "<fc7cbc13cc0efe6abdacd084f2b72b9e@box.example>", "failure": null}', NULL);
INSERT INTO public.events VALUES (58, '2026-10-20 02:30:00+00', 'reminded', 3, 14, '{"channel": 2, "message_id": "<b26e86ae4add792fa362bb07ae1c9b56@box.example>", "failure": null}', NULL);
INSERT INTO public.events VALUES (59, '2026-10-20 02:30:00+00', 'reminded', 3, 15, '{"channel": 2, "message_id": "<b26e86ae4add792fa362bb07ae1c9b56@box.example>", "failure": null}', NULL);
INSERT INTO public.events VALUES (60, '2026-10-20 02:30:00+00', 'reminded', 3, 19, '{"channel": 2, "message_id": "<b26e86ae4add792fa362bb07ae1c9b56@box.example>", "failure": null}', NULL);
INSERT INTO public.events VALUES (61, '2026-10-25 02:30:00+00', 'reminded', 1, 1, '{"channel": 1, "message_id": "<38d6cfc2b2a902b131d06b09d9a99fc5@box.example>", "failure": null}', NULL);
INSERT INTO public.events VALUES (62, '2026-10-25 02:30:00+00', 'reminded', 1, 7, '{"channel": 1, "message_id": "<38d6cfc2b2a902b131d06b09d9a99fc5@box.example>", "failure": null}', NULL);
INSERT INTO public.events VALUES (63, '2026-10-25 02:30:00+00', 'reminded', 1, 8, '{"channel": 1, "message_id": "<38d6cfc2b2a902b131d06b09d9a99fc5@box.example>", "failure": null}', NULL);
INSERT INTO public.events VALUES (64, '2026-10-25 02:30:00+00', 'reminded', 1, 9, '{"channel": 1, "message_id": "<38d6cfc2b2a902b131d06b09d9a99fc5@box.example>", "failure": null}', NULL);
INSERT INTO public.events VALUES (65, '2026-10-25 02:30:00+00', 'reminded', 1, 20, '{"channel": 1, "message_id": "<38d6cfc2b2a902b131d06b09d9a99fc5@box.example>", "failure": null}', NULL);
INSERT INTO public.events VALUES (66, '2026-10-25 02:30:00+00', 'reminded', 3, 14, '{"channel": 2, "message_id": "<92de5ff0f4e52f7958e3f01022241239@box.example>", "failure": null}', NULL);
INSERT INTO public.events VALUES (67, '2026-10-25 02:30:00+00', 'reminded', 3, 19, '{"channel": 2, "message_id": "<92de5ff0f4e52f7958e3f01022241239@box.example>", "failure": null}', NULL);
INSERT INTO public.events VALUES (68, '2026-10-25 02:30:00+00', 'reminded', 2, 13, '{"channel": 3, "message_id": "<b82d49cb1b4a89358b685ca861c0e7bc@box.example>", "failure": null}', NULL);
INSERT INTO public.events VALUES (69, '2026-10-30 02:30:00+00', 'reminded', 1, 2, '{"channel": 1, "message_id": "<94d5814ce5bb3959345fad28970ff5f7@box.example>", "failure": null}', NULL);
INSERT INTO public.events VALUES (70, '2026-10-30 02:30:00+00', 'reminded', 1, 3, '{"channel": 1, "message_id": "<94d5814ce5bb3959345fad28970ff5f7@box.example>", "failure": null}', NULL);
INSERT INTO public.events VALUES (71, '2026-10-30 02:30:00+00', 'reminded', 1, 7, '{"channel": 1, "message_id": "<94d5814ce5bb3959345fad28970ff5f7@box.example>", "failure": null}', NULL);
INSERT INTO public.events VALUES (72, '2026-10-30 02:30:00+00', 'reminded', 1, 9, '{"channel": 1, "message_id": "<94d5814ce5bb3959345fad28970ff5f7@box.example>", "failure": null}', NULL);
INSERT INTO public.events VALUES (73, '2026-10-30 02:30:00+00', 'reminded', 1, 10, '{"channel": 1, "message_id": "<94d5814ce5bb3959345fad28970ff5f7@box.example>", "failure": null}', NULL);
INSERT INTO public.events VALUES (74, '2026-10-30 02:30:00+00', 'reminded', 1, 20, '{"channel": 1, "message_id": "<94d5814ce5bb3959345fad28970ff5f7@box.example>", "failure": null}', NULL);
INSERT INTO public.events VALUES (75, '2026-10-30 02:30:00+00', 'reminded', 3, 15, '{"channel": 2, "message_id": "<e963e697ebf4a12be70b5d32f5dc2e75@box.example>", "failure": null}', NULL);
INSERT INTO public.events VALUES (76, '2026-10-30 02:30:00+00', 'reminded', 3, 19, '{"channel": 2, "message_id": "<e963e697ebf4a12be70b5d32f5dc2e75@box.example>", "failure": null}', NULL);


--
-- Data for Name: external_ids; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.external_ids VALUES (1, 'crm-17', 20);


--
-- Data for Name: feeds; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.feeds VALUES (1, '38f20b5a9c1f0056a515d1a7a7aa536576937147b1e09f38a8112456fa47265b', 'minimal', '2026-10-10 02:00:00+00');


--
-- Data for Name: heartbeats; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.heartbeats VALUES ('scheduler', '2026-10-10 02:00:00+00', '2026-10-10 02:00:00+00', '1 reminder(s) are due but there is no channel: add one with xiaohu channels add; the next reminder is due at 2026-10-31T01:00:00+00:00');


--
-- Data for Name: holiday_notices; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.holiday_notices VALUES (2027, '{"year": 2027, "days": [{"name": "元旦", "date": "2027-01-01", "isOffDay": true}]}', '2026-10-10 02:00:00+00');


--
-- Data for Name: idempotency_keys; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.idempotency_keys VALUES (1, '3f1c', '0000000000000000000000000000000000000000000000000000000000000000', 201, '{"id": 1}', 20, NULL, '2026-10-10 02:00:00+00');


--
-- Data for Name: invitations; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.invitations VALUES (1, 'e0eeea5d4387d9c3ad6b63d816b42c0cd6df5fd5cdeb6360e0f66626fc5ce428', false, '2026-10-10 02:00:00+00', '2026-10-17 02:00:00+00', NULL);


--
-- Data for Name: login_failures; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.login_failures VALUES (1, 'name:2ac81299578013795576682809a4a16d', '2026-10-10 02:00:00+00');
INSERT INTO public.login_failures VALUES (2, 'address:37dad677cf0b3997d0f5dd0d7889f84b', '2026-10-10 02:00:00+00');


--
-- Data for Name: people; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.people VALUES (1, 1, '本人', 'self', NULL, NULL, '{"kind": "counter", "wait_days": 10, "goal": "2027-03-01", "used": {"2026": 1}}', '2026-11-29 10:26:18.106845+00');
INSERT INTO public.people VALUES (2, 2, 'smith', 'family', NULL, NULL, NULL, '2026-09-01 02:00:00+00');
INSERT INTO public.people VALUES (3, 3, '林顾问', 'family', NULL, NULL, NULL, '2026-09-01 02:00:00+00');
INSERT INTO public.people VALUES (4, 4, 'new', 'family', NULL, NULL, NULL, '2026-09-01 02:00:00+00');
INSERT INTO public.people VALUES (5, 3, '陈先生', 'client', '跟进销户并提醒', '2026-09-01', NULL, '2026-09-01 02:00:00+00');
INSERT INTO public.people VALUES (6, 3, '李女士', 'client', '跟进销户并提醒', '2026-09-01', NULL, '2026-09-01 02:00:00+00');
INSERT INTO public.people VALUES (7, 3, '赵先生', 'client', '跟进销户并提醒', '2026-09-01', NULL, '2026-09-01 02:00:00+00');


--
-- Data for Name: reminders; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.reminders VALUES (1, 1, 1, 'verify', 0, NULL, '2026-10-10', '2026-10-10 01:00:00+00', 'failed', 1, NULL, NULL, '86bb3c8c23ad4b9187ec5a553f3cf1f3', 1, 0, '550: mailbox unavailable', NULL);
INSERT INTO public.reminders VALUES (2, 1, 1, 'overdue', 1, NULL, '2026-10-13', '2026-10-13 01:00:00+00', 'sent', 1, NULL, NULL, 'cf29ec0265e6415eae21dfbee2a09af0', 1, 0, NULL, '2026-10-15 02:30:00+00');
INSERT INTO public.reminders VALUES (3, 1, 1, 'overdue', 2, NULL, '2026-10-17', '2026-10-17 01:00:00+00', 'sent', 1, NULL, NULL, 'f00f618f7ebc439189f52210a0f5d98b', 1, 0, NULL, '2026-10-20 02:30:00+00');
INSERT INTO public.reminders VALUES (4, 1, 1, 'overdue', 3, NULL, '2026-10-24', '2026-10-24 01:00:00+00', 'sent', 1, NULL, NULL, '3df798e1bfb742488618097f2d742ae4', 1, 0, NULL, '2026-10-25 02:30:00+00');
INSERT INTO public.reminders VALUES (5, 1, 1, 'overdue', 4, NULL, '2026-10-31', '2026-10-31 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (6, 1, 1, 'overdue', 5, NULL, '2026-11-07', '2026-11-07 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (7, 1, 1, 'overdue', 6, NULL, '2026-11-14', '2026-11-14 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (8, 1, 1, 'overdue', 7, NULL, '2026-11-21', '2026-11-21 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (9, 1, 1, 'overdue', 8, NULL, '2026-11-28', '2026-11-28 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (10, 1, 2, 'verify', 0, NULL, '2026-09-29', '2026-09-29 01:00:00+00', 'failed', 1, NULL, NULL, '86bb3c8c23ad4b9187ec5a553f3cf1f3', 1, 0, '550: mailbox unavailable', NULL);
INSERT INTO public.reminders VALUES (11, 1, 2, 'overdue', 1, NULL, '2026-10-02', '2026-10-02 01:00:00+00', 'failed', 1, NULL, NULL, '86bb3c8c23ad4b9187ec5a553f3cf1f3', 1, 0, '550: mailbox unavailable', NULL);
INSERT INTO public.reminders VALUES (12, 1, 2, 'overdue', 2, NULL, '2026-10-06', '2026-10-06 01:00:00+00', 'failed', 1, NULL, NULL, '86bb3c8c23ad4b9187ec5a553f3cf1f3', 1, 0, '550: mailbox unavailable', NULL);
INSERT INTO public.reminders VALUES (13, 1, 2, 'overdue', 3, NULL, '2026-10-13', '2026-10-13 01:00:00+00', 'sent', 1, NULL, NULL, 'cf29ec0265e6415eae21dfbee2a09af0', 1, 0, NULL, '2026-10-15 02:30:00+00');
INSERT INTO public.reminders VALUES (14, 1, 2, 'overdue', 4, NULL, '2026-10-20', '2026-10-20 01:00:00+00', 'sent', 1, NULL, NULL, 'f00f618f7ebc439189f52210a0f5d98b', 1, 0, NULL, '2026-10-20 02:30:00+00');
INSERT INTO public.reminders VALUES (15, 1, 2, 'overdue', 5, NULL, '2026-10-27', '2026-10-27 01:00:00+00', 'sent', 1, NULL, NULL, '5a0685cd7df84a7191a4f721ea39bf1e', 1, 0, NULL, '2026-10-30 02:30:00+00');
INSERT INTO public.reminders VALUES (16, 1, 2, 'overdue', 6, NULL, '2026-11-03', '2026-11-03 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (17, 1, 2, 'overdue', 7, NULL, '2026-11-10', '2026-11-10 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (18, 1, 2, 'overdue', 8, NULL, '2026-11-17', '2026-11-17 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (19, 1, 3, 'verify', 0, NULL, '2026-09-21', '2026-09-21 01:00:00+00', 'failed', 1, NULL, NULL, '86bb3c8c23ad4b9187ec5a553f3cf1f3', 1, 0, '550: mailbox unavailable', NULL);
INSERT INTO public.reminders VALUES (20, 1, 3, 'overdue', 1, NULL, '2026-09-24', '2026-09-24 01:00:00+00', 'failed', 1, NULL, NULL, '86bb3c8c23ad4b9187ec5a553f3cf1f3', 1, 0, '550: mailbox unavailable', NULL);
INSERT INTO public.reminders VALUES (21, 1, 3, 'overdue', 2, NULL, '2026-09-28', '2026-09-28 01:00:00+00', 'failed', 1, NULL, NULL, '86bb3c8c23ad4b9187ec5a553f3cf1f3', 1, 0, '550: mailbox unavailable', NULL);
INSERT INTO public.reminders VALUES (22, 1, 3, 'overdue', 3, NULL, '2026-10-05', '2026-10-05 01:00:00+00', 'failed', 1, NULL, NULL, '86bb3c8c23ad4b9187ec5a553f3cf1f3', 1, 0, '550: mailbox unavailable', NULL);
INSERT INTO public.reminders VALUES (23, 1, 3, 'overdue', 4, NULL, '2026-10-12', '2026-10-12 01:00:00+00', 'sent', 1, NULL, NULL, 'cf29ec0265e6415eae21dfbee2a09af0', 1, 0, NULL, '2026-10-15 02:30:00+00');
INSERT INTO public.reminders VALUES (24, 1, 3, 'overdue', 5, NULL, '2026-10-19', '2026-10-19 01:00:00+00', 'sent', 1, NULL, NULL, 'f00f618f7ebc439189f52210a0f5d98b', 1, 0, NULL, '2026-10-20 02:30:00+00');
INSERT INTO public.reminders VALUES (25, 1, 3, 'overdue', 6, NULL, '2026-10-26', '2026-10-26 01:00:00+00', 'sent', 1, NULL, NULL, '5a0685cd7df84a7191a4f721ea39bf1e', 1, 0, NULL, '2026-10-30 02:30:00+00');
INSERT INTO public.reminders VALUES (26, 1, 3, 'overdue', 7, NULL, '2026-11-02', '2026-11-02 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (27, 1, 3, 'overdue', 8, NULL, '2026-11-09', '2026-11-09 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (28, 1, 4, 'verify', 0, NULL, '2026-11-05', '2026-11-05 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (29, 1, 4, 'overdue', 1, NULL, '2026-11-08', '2026-11-08 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (30, 1, 4, 'overdue', 2, NULL, '2026-11-12', '2026-11-12 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (31, 1, 4, 'overdue', 3, NULL, '2026-11-19', '2026-11-19 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (32, 1, 4, 'overdue', 4, NULL, '2026-11-26', '2026-11-26 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (33, 1, 4, 'overdue', 5, NULL, '2026-12-03', '2026-12-03 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (34, 1, 4, 'overdue', 6, NULL, '2026-12-10', '2026-12-10 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (35, 1, 4, 'overdue', 7, NULL, '2026-12-17', '2026-12-17 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (36, 1, 4, 'overdue', 8, NULL, '2026-12-24', '2026-12-24 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (37, 1, 5, 'verify', 0, NULL, '2026-10-31', '2026-10-31 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (38, 1, 5, 'overdue', 1, NULL, '2026-11-03', '2026-11-03 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (39, 1, 5, 'overdue', 2, NULL, '2026-11-07', '2026-11-07 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (40, 1, 5, 'overdue', 3, NULL, '2026-11-14', '2026-11-14 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (41, 1, 5, 'overdue', 4, NULL, '2026-11-21', '2026-11-21 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (42, 1, 5, 'overdue', 5, NULL, '2026-11-28', '2026-11-28 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (43, 1, 5, 'overdue', 6, NULL, '2026-12-05', '2026-12-05 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (44, 1, 5, 'overdue', 7, NULL, '2026-12-12', '2026-12-12 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (45, 1, 5, 'overdue', 8, NULL, '2026-12-19', '2026-12-19 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (46, 1, 6, 'verify', 0, NULL, '2027-03-30', '2027-03-30 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (47, 1, 6, 'overdue', 1, NULL, '2027-04-02', '2027-04-02 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (48, 1, 6, 'overdue', 2, NULL, '2027-04-06', '2027-04-06 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (49, 1, 6, 'overdue', 3, NULL, '2027-04-13', '2027-04-13 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (50, 1, 6, 'overdue', 4, NULL, '2027-04-20', '2027-04-20 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (51, 1, 6, 'overdue', 5, NULL, '2027-04-27', '2027-04-27 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (52, 1, 6, 'overdue', 6, NULL, '2027-05-04', '2027-05-04 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (53, 1, 6, 'overdue', 7, NULL, '2027-05-11', '2027-05-11 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (54, 1, 6, 'overdue', 8, NULL, '2027-05-18', '2027-05-18 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (55, 1, 7, 'step', 1, 'call', '2026-10-09', '2026-10-09 02:00:00+00', 'failed', 1, NULL, NULL, '86bb3c8c23ad4b9187ec5a553f3cf1f3', 1, 0, '550: mailbox unavailable', NULL);
INSERT INTO public.reminders VALUES (56, 1, 7, 'step', 2, 'call', '2026-10-10', '2026-10-10 01:00:00+00', 'failed', 1, NULL, NULL, '86bb3c8c23ad4b9187ec5a553f3cf1f3', 1, 0, '550: mailbox unavailable', NULL);
INSERT INTO public.reminders VALUES (57, 1, 7, 'step', 3, 'call', '2026-10-11', '2026-10-11 01:00:00+00', 'sent', 1, NULL, NULL, 'cf29ec0265e6415eae21dfbee2a09af0', 1, 0, NULL, '2026-10-15 02:30:00+00');
INSERT INTO public.reminders VALUES (58, 1, 7, 'verify', 0, NULL, '2026-10-20', '2026-10-20 01:00:00+00', 'sent', 1, NULL, NULL, 'f00f618f7ebc439189f52210a0f5d98b', 1, 0, NULL, '2026-10-20 02:30:00+00');
INSERT INTO public.reminders VALUES (59, 1, 7, 'overdue', 1, NULL, '2026-10-23', '2026-10-23 01:00:00+00', 'sent', 1, NULL, NULL, '3df798e1bfb742488618097f2d742ae4', 1, 0, NULL, '2026-10-25 02:30:00+00');
INSERT INTO public.reminders VALUES (60, 1, 7, 'overdue', 2, NULL, '2026-10-27', '2026-10-27 01:00:00+00', 'sent', 1, NULL, NULL, '5a0685cd7df84a7191a4f721ea39bf1e', 1, 0, NULL, '2026-10-30 02:30:00+00');
INSERT INTO public.reminders VALUES (61, 1, 7, 'overdue', 3, NULL, '2026-11-03', '2026-11-03 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (62, 1, 7, 'overdue', 4, NULL, '2026-11-10', '2026-11-10 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (63, 1, 7, 'overdue', 5, NULL, '2026-11-17', '2026-11-17 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (64, 1, 7, 'overdue', 6, NULL, '2026-11-24', '2026-11-24 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (65, 1, 7, 'overdue', 7, NULL, '2026-12-01', '2026-12-01 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (66, 1, 7, 'overdue', 8, NULL, '2026-12-08', '2026-12-08 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (67, 1, 8, 'step', 1, 'confirm', '2026-10-09', '2026-10-09 01:00:00+00', 'failed', 1, NULL, NULL, '86bb3c8c23ad4b9187ec5a553f3cf1f3', 1, 0, '550: mailbox unavailable', NULL);
INSERT INTO public.reminders VALUES (68, 1, 8, 'verify', 0, NULL, '2026-10-10', '2026-10-10 01:00:00+00', 'failed', 1, NULL, NULL, '86bb3c8c23ad4b9187ec5a553f3cf1f3', 1, 0, '550: mailbox unavailable', NULL);
INSERT INTO public.reminders VALUES (69, 1, 8, 'overdue', 1, NULL, '2026-10-13', '2026-10-13 01:00:00+00', 'sent', 1, NULL, NULL, 'cf29ec0265e6415eae21dfbee2a09af0', 1, 0, NULL, '2026-10-15 02:30:00+00');
INSERT INTO public.reminders VALUES (70, 1, 8, 'overdue', 2, NULL, '2026-10-17', '2026-10-17 01:00:00+00', 'sent', 1, NULL, NULL, 'f00f618f7ebc439189f52210a0f5d98b', 1, 0, NULL, '2026-10-20 02:30:00+00');
INSERT INTO public.reminders VALUES (71, 1, 8, 'overdue', 3, NULL, '2026-10-24', '2026-10-24 01:00:00+00', 'sent', 1, NULL, NULL, '3df798e1bfb742488618097f2d742ae4', 1, 0, NULL, '2026-10-25 02:30:00+00');
INSERT INTO public.reminders VALUES (72, 1, 8, 'overdue', 4, NULL, '2026-10-31', '2026-10-31 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (73, 1, 8, 'overdue', 5, NULL, '2026-11-07', '2026-11-07 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (74, 1, 8, 'overdue', 6, NULL, '2026-11-14', '2026-11-14 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (75, 1, 8, 'overdue', 7, NULL, '2026-11-21', '2026-11-21 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (76, 1, 8, 'overdue', 8, NULL, '2026-11-28', '2026-11-28 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (77, 1, 9, 'verify', 0, NULL, '2026-10-10', '2026-10-10 01:00:00+00', 'failed', 1, NULL, NULL, '86bb3c8c23ad4b9187ec5a553f3cf1f3', 1, 0, '550: mailbox unavailable', NULL);
INSERT INTO public.reminders VALUES (78, 1, 9, 'overdue', 1, NULL, '2026-10-04', '2026-10-04 01:00:00+00', 'cancelled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (79, 1, 9, 'overdue', 2, NULL, '2026-10-08', '2026-10-08 01:00:00+00', 'cancelled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (80, 1, 9, 'overdue', 3, NULL, '2026-10-15', '2026-10-15 01:00:00+00', 'sent', 1, NULL, NULL, 'cf29ec0265e6415eae21dfbee2a09af0', 1, 0, NULL, '2026-10-15 02:30:00+00');
INSERT INTO public.reminders VALUES (81, 1, 9, 'overdue', 4, NULL, '2026-10-22', '2026-10-22 01:00:00+00', 'sent', 1, NULL, NULL, '3df798e1bfb742488618097f2d742ae4', 1, 0, NULL, '2026-10-25 02:30:00+00');
INSERT INTO public.reminders VALUES (82, 1, 9, 'overdue', 5, NULL, '2026-10-29', '2026-10-29 01:00:00+00', 'sent', 1, NULL, NULL, '5a0685cd7df84a7191a4f721ea39bf1e', 1, 0, NULL, '2026-10-30 02:30:00+00');
INSERT INTO public.reminders VALUES (83, 1, 9, 'overdue', 6, NULL, '2026-11-05', '2026-11-05 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (84, 1, 9, 'overdue', 7, NULL, '2026-11-12', '2026-11-12 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (85, 1, 9, 'overdue', 8, NULL, '2026-11-19', '2026-11-19 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (86, 1, 10, 'step', 1, 'call_back', '2026-10-04', '2026-10-04 01:00:00+00', 'failed', 1, NULL, NULL, '86bb3c8c23ad4b9187ec5a553f3cf1f3', 1, 0, '550: mailbox unavailable', NULL);
INSERT INTO public.reminders VALUES (87, 1, 10, 'step', 2, 'call_back', '2026-10-08', '2026-10-08 01:00:00+00', 'failed', 1, NULL, NULL, '86bb3c8c23ad4b9187ec5a553f3cf1f3', 1, 0, '550: mailbox unavailable', NULL);
INSERT INTO public.reminders VALUES (88, 1, 10, 'step', 3, 'call_back', '2026-10-15', '2026-10-15 01:00:00+00', 'sent', 1, NULL, NULL, 'cf29ec0265e6415eae21dfbee2a09af0', 1, 0, NULL, '2026-10-15 02:30:00+00');
INSERT INTO public.reminders VALUES (89, 1, 10, 'step', 4, 'call_back', '2026-10-29', '2026-10-29 01:00:00+00', 'sent', 1, NULL, NULL, '5a0685cd7df84a7191a4f721ea39bf1e', 1, 0, NULL, '2026-10-30 02:30:00+00');
INSERT INTO public.reminders VALUES (90, 1, 11, 'verify', 0, NULL, '2026-08-11', '2026-08-11 01:00:00+00', 'cancelled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (91, 1, 11, 'overdue', 1, NULL, '2026-08-14', '2026-08-14 01:00:00+00', 'cancelled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (92, 1, 11, 'overdue', 2, NULL, '2026-08-18', '2026-08-18 01:00:00+00', 'cancelled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (93, 1, 11, 'overdue', 3, NULL, '2026-08-25', '2026-08-25 01:00:00+00', 'cancelled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (94, 1, 11, 'overdue', 4, NULL, '2026-09-01', '2026-09-01 01:00:00+00', 'cancelled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (95, 1, 11, 'overdue', 5, NULL, '2026-09-08', '2026-09-08 01:00:00+00', 'cancelled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (96, 1, 11, 'overdue', 6, NULL, '2026-09-15', '2026-09-15 01:00:00+00', 'cancelled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (97, 1, 11, 'overdue', 7, NULL, '2026-09-22', '2026-09-22 01:00:00+00', 'cancelled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (98, 1, 11, 'overdue', 8, NULL, '2026-09-29', '2026-09-29 01:00:00+00', 'cancelled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (99, 1, 12, 'verify', 0, NULL, '2026-08-15', '2026-08-15 01:00:00+00', 'cancelled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (100, 1, 12, 'overdue', 1, NULL, '2026-08-18', '2026-08-18 01:00:00+00', 'cancelled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (101, 1, 12, 'overdue', 2, NULL, '2026-08-22', '2026-08-22 01:00:00+00', 'cancelled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (102, 1, 12, 'overdue', 3, NULL, '2026-08-29', '2026-08-29 01:00:00+00', 'cancelled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (103, 1, 12, 'overdue', 4, NULL, '2026-09-05', '2026-09-05 01:00:00+00', 'cancelled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (104, 1, 12, 'overdue', 5, NULL, '2026-09-12', '2026-09-12 01:00:00+00', 'cancelled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (105, 1, 12, 'overdue', 6, NULL, '2026-09-19', '2026-09-19 01:00:00+00', 'cancelled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (106, 1, 12, 'overdue', 7, NULL, '2026-09-26', '2026-09-26 01:00:00+00', 'cancelled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (107, 1, 12, 'overdue', 8, NULL, '2026-10-03', '2026-10-03 01:00:00+00', 'cancelled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (108, 1, 13, 'verify', 0, NULL, '2026-11-03', '2026-11-03 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (109, 1, 13, 'overdue', 1, NULL, '2026-11-06', '2026-11-06 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (110, 1, 13, 'overdue', 2, NULL, '2026-11-10', '2026-11-10 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (111, 1, 13, 'overdue', 3, NULL, '2026-11-17', '2026-11-17 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (112, 1, 13, 'overdue', 4, NULL, '2026-11-24', '2026-11-24 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (113, 1, 13, 'overdue', 5, NULL, '2026-12-01', '2026-12-01 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (114, 1, 13, 'overdue', 6, NULL, '2026-12-08', '2026-12-08 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (115, 1, 13, 'overdue', 7, NULL, '2026-12-15', '2026-12-15 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (116, 1, 13, 'overdue', 8, NULL, '2026-12-22', '2026-12-22 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (117, 1, 13, 'step', -1, 'answer_due', '2026-09-25', '2026-09-25 01:00:00+00', 'failed', 1, NULL, NULL, '86bb3c8c23ad4b9187ec5a553f3cf1f3', 1, 0, '550: mailbox unavailable', NULL);
INSERT INTO public.reminders VALUES (118, 2, 14, 'verify', 0, NULL, '2026-10-10', '2026-10-10 01:00:00+00', 'sent', 3, NULL, NULL, '86bb3c8c23ad4b9187ec5a553f3cf1f3', 1, 0, NULL, '2026-10-10 02:30:00+00');
INSERT INTO public.reminders VALUES (119, 2, 14, 'overdue', 1, NULL, '2026-10-13', '2026-10-13 01:00:00+00', 'sent', 3, NULL, NULL, 'cf29ec0265e6415eae21dfbee2a09af0', 1, 0, NULL, '2026-10-15 02:30:00+00');
INSERT INTO public.reminders VALUES (120, 2, 14, 'overdue', 2, NULL, '2026-10-17', '2026-10-17 01:00:00+00', 'sent', 3, NULL, NULL, 'f00f618f7ebc439189f52210a0f5d98b', 1, 0, NULL, '2026-10-20 02:30:00+00');
INSERT INTO public.reminders VALUES (121, 2, 14, 'overdue', 3, NULL, '2026-10-24', '2026-10-24 01:00:00+00', 'sent', 3, NULL, NULL, '3df798e1bfb742488618097f2d742ae4', 1, 0, NULL, '2026-10-25 02:30:00+00');
INSERT INTO public.reminders VALUES (122, 2, 14, 'overdue', 4, NULL, '2026-10-31', '2026-10-31 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (123, 2, 14, 'overdue', 5, NULL, '2026-11-07', '2026-11-07 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (124, 2, 14, 'overdue', 6, NULL, '2026-11-14', '2026-11-14 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (125, 2, 14, 'overdue', 7, NULL, '2026-11-21', '2026-11-21 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (126, 2, 14, 'overdue', 8, NULL, '2026-11-28', '2026-11-28 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (127, 3, 15, 'verify', 0, NULL, '2026-10-10', '2026-10-10 01:00:00+00', 'sent', 2, NULL, NULL, '86bb3c8c23ad4b9187ec5a553f3cf1f3', 1, 0, NULL, '2026-10-10 02:30:00+00');
INSERT INTO public.reminders VALUES (128, 3, 15, 'overdue', 1, NULL, '2026-10-13', '2026-10-13 01:00:00+00', 'sent', 2, NULL, NULL, 'cf29ec0265e6415eae21dfbee2a09af0', 1, 0, NULL, '2026-10-15 02:30:00+00');
INSERT INTO public.reminders VALUES (129, 3, 15, 'overdue', 2, NULL, '2026-10-17', '2026-10-17 01:00:00+00', 'sent', 2, NULL, NULL, 'f00f618f7ebc439189f52210a0f5d98b', 1, 0, NULL, '2026-10-20 02:30:00+00');
INSERT INTO public.reminders VALUES (130, 3, 15, 'overdue', 3, NULL, '2026-10-24', '2026-10-24 01:00:00+00', 'sent', 2, NULL, NULL, '3df798e1bfb742488618097f2d742ae4', 1, 0, NULL, '2026-10-25 02:30:00+00');
INSERT INTO public.reminders VALUES (131, 3, 15, 'overdue', 4, NULL, '2026-10-31', '2026-10-31 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (132, 3, 15, 'overdue', 5, NULL, '2026-11-07', '2026-11-07 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (133, 3, 15, 'overdue', 6, NULL, '2026-11-14', '2026-11-14 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (134, 3, 15, 'overdue', 7, NULL, '2026-11-21', '2026-11-21 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (135, 3, 15, 'overdue', 8, NULL, '2026-11-28', '2026-11-28 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (136, 3, 16, 'verify', 0, NULL, '2026-09-29', '2026-09-29 01:00:00+00', 'sent', 2, NULL, NULL, '86bb3c8c23ad4b9187ec5a553f3cf1f3', 1, 0, NULL, '2026-10-10 02:30:00+00');
INSERT INTO public.reminders VALUES (137, 3, 16, 'overdue', 1, NULL, '2026-10-02', '2026-10-02 01:00:00+00', 'sent', 2, NULL, NULL, '86bb3c8c23ad4b9187ec5a553f3cf1f3', 1, 0, NULL, '2026-10-10 02:30:00+00');
INSERT INTO public.reminders VALUES (138, 3, 16, 'overdue', 2, NULL, '2026-10-06', '2026-10-06 01:00:00+00', 'sent', 2, NULL, NULL, '86bb3c8c23ad4b9187ec5a553f3cf1f3', 1, 0, NULL, '2026-10-10 02:30:00+00');
INSERT INTO public.reminders VALUES (139, 3, 16, 'overdue', 3, NULL, '2026-10-13', '2026-10-13 01:00:00+00', 'sent', 2, NULL, NULL, 'cf29ec0265e6415eae21dfbee2a09af0', 1, 0, NULL, '2026-10-15 02:30:00+00');
INSERT INTO public.reminders VALUES (140, 3, 16, 'overdue', 4, NULL, '2026-10-20', '2026-10-20 01:00:00+00', 'sent', 2, NULL, NULL, 'f00f618f7ebc439189f52210a0f5d98b', 1, 0, NULL, '2026-10-20 02:30:00+00');
INSERT INTO public.reminders VALUES (141, 3, 16, 'overdue', 5, NULL, '2026-10-27', '2026-10-27 01:00:00+00', 'sent', 2, NULL, NULL, '5a0685cd7df84a7191a4f721ea39bf1e', 1, 0, NULL, '2026-10-30 02:30:00+00');
INSERT INTO public.reminders VALUES (142, 3, 16, 'overdue', 6, NULL, '2026-11-03', '2026-11-03 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (143, 3, 16, 'overdue', 7, NULL, '2026-11-10', '2026-11-10 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (144, 3, 16, 'overdue', 8, NULL, '2026-11-17', '2026-11-17 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (145, 3, 17, 'verify', 0, NULL, '2026-11-05', '2026-11-05 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (146, 3, 17, 'overdue', 1, NULL, '2026-11-08', '2026-11-08 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (147, 3, 17, 'overdue', 2, NULL, '2026-11-12', '2026-11-12 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (148, 3, 17, 'overdue', 3, NULL, '2026-11-19', '2026-11-19 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (149, 3, 17, 'overdue', 4, NULL, '2026-11-26', '2026-11-26 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (150, 3, 17, 'overdue', 5, NULL, '2026-12-03', '2026-12-03 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (151, 3, 17, 'overdue', 6, NULL, '2026-12-10', '2026-12-10 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (152, 3, 17, 'overdue', 7, NULL, '2026-12-17', '2026-12-17 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (153, 3, 17, 'overdue', 8, NULL, '2026-12-24', '2026-12-24 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (154, 3, 18, 'verify', 0, NULL, '2026-10-31', '2026-10-31 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (155, 3, 18, 'overdue', 1, NULL, '2026-11-03', '2026-11-03 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (156, 3, 18, 'overdue', 2, NULL, '2026-11-07', '2026-11-07 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (157, 3, 18, 'overdue', 3, NULL, '2026-11-14', '2026-11-14 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (158, 3, 18, 'overdue', 4, NULL, '2026-11-21', '2026-11-21 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (159, 3, 18, 'overdue', 5, NULL, '2026-11-28', '2026-11-28 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (160, 3, 18, 'overdue', 6, NULL, '2026-12-05', '2026-12-05 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (161, 3, 18, 'overdue', 7, NULL, '2026-12-12', '2026-12-12 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (162, 3, 18, 'overdue', 8, NULL, '2026-12-19', '2026-12-19 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (163, 3, 19, 'verify', 0, NULL, '2027-03-30', '2027-03-30 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (164, 3, 19, 'overdue', 1, NULL, '2027-04-02', '2027-04-02 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (165, 3, 19, 'overdue', 2, NULL, '2027-04-06', '2027-04-06 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (166, 3, 19, 'overdue', 3, NULL, '2027-04-13', '2027-04-13 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (167, 3, 19, 'overdue', 4, NULL, '2027-04-20', '2027-04-20 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (168, 3, 19, 'overdue', 5, NULL, '2027-04-27', '2027-04-27 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (169, 3, 19, 'overdue', 6, NULL, '2027-05-04', '2027-05-04 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (170, 3, 19, 'overdue', 7, NULL, '2027-05-11', '2027-05-11 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (171, 3, 19, 'overdue', 8, NULL, '2027-05-18', '2027-05-18 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (172, 3, 20, 'step', 1, 'call', '2026-10-09', '2026-10-09 02:00:00+00', 'sent', 2, NULL, NULL, '86bb3c8c23ad4b9187ec5a553f3cf1f3', 1, 0, NULL, '2026-10-10 02:30:00+00');
INSERT INTO public.reminders VALUES (173, 3, 20, 'step', 2, 'call', '2026-10-10', '2026-10-10 01:00:00+00', 'sent', 2, NULL, NULL, '86bb3c8c23ad4b9187ec5a553f3cf1f3', 1, 0, NULL, '2026-10-10 02:30:00+00');
INSERT INTO public.reminders VALUES (174, 3, 20, 'step', 3, 'call', '2026-10-11', '2026-10-11 01:00:00+00', 'sent', 2, NULL, NULL, 'cf29ec0265e6415eae21dfbee2a09af0', 1, 0, NULL, '2026-10-15 02:30:00+00');
INSERT INTO public.reminders VALUES (175, 3, 20, 'verify', 0, NULL, '2026-10-20', '2026-10-20 01:00:00+00', 'sent', 2, NULL, NULL, 'f00f618f7ebc439189f52210a0f5d98b', 1, 0, NULL, '2026-10-20 02:30:00+00');
INSERT INTO public.reminders VALUES (176, 3, 20, 'overdue', 1, NULL, '2026-10-23', '2026-10-23 01:00:00+00', 'sent', 2, NULL, NULL, '3df798e1bfb742488618097f2d742ae4', 1, 0, NULL, '2026-10-25 02:30:00+00');
INSERT INTO public.reminders VALUES (177, 3, 20, 'overdue', 2, NULL, '2026-10-27', '2026-10-27 01:00:00+00', 'sent', 2, NULL, NULL, '5a0685cd7df84a7191a4f721ea39bf1e', 1, 0, NULL, '2026-10-30 02:30:00+00');
INSERT INTO public.reminders VALUES (178, 3, 20, 'overdue', 3, NULL, '2026-11-03', '2026-11-03 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (179, 3, 20, 'overdue', 4, NULL, '2026-11-10', '2026-11-10 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (180, 3, 20, 'overdue', 5, NULL, '2026-11-17', '2026-11-17 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (181, 3, 20, 'overdue', 6, NULL, '2026-11-24', '2026-11-24 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (182, 3, 20, 'overdue', 7, NULL, '2026-12-01', '2026-12-01 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (183, 3, 20, 'overdue', 8, NULL, '2026-12-08', '2026-12-08 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (184, 1, 21, 'verify', 0, NULL, '2026-10-09', '2026-10-09 01:00:00+00', 'failed', 1, NULL, NULL, '86bb3c8c23ad4b9187ec5a553f3cf1f3', 1, 0, '550: mailbox unavailable', NULL);
INSERT INTO public.reminders VALUES (185, 1, 21, 'overdue', 1, NULL, '2026-10-12', '2026-10-12 01:00:00+00', 'sent', 1, NULL, NULL, 'cf29ec0265e6415eae21dfbee2a09af0', 1, 0, NULL, '2026-10-15 02:30:00+00');
INSERT INTO public.reminders VALUES (186, 1, 21, 'overdue', 2, NULL, '2026-10-16', '2026-10-16 01:00:00+00', 'sent', 1, NULL, NULL, 'f00f618f7ebc439189f52210a0f5d98b', 1, 0, NULL, '2026-10-20 02:30:00+00');
INSERT INTO public.reminders VALUES (187, 1, 21, 'overdue', 3, NULL, '2026-10-23', '2026-10-23 01:00:00+00', 'sent', 1, NULL, NULL, '3df798e1bfb742488618097f2d742ae4', 1, 0, NULL, '2026-10-25 02:30:00+00');
INSERT INTO public.reminders VALUES (188, 1, 21, 'overdue', 4, NULL, '2026-10-30', '2026-10-30 01:00:00+00', 'sent', 1, NULL, NULL, '5a0685cd7df84a7191a4f721ea39bf1e', 1, 0, NULL, '2026-10-30 02:30:00+00');
INSERT INTO public.reminders VALUES (189, 1, 21, 'overdue', 5, NULL, '2026-11-06', '2026-11-06 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (190, 1, 21, 'overdue', 6, NULL, '2026-11-13', '2026-11-13 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (191, 1, 21, 'overdue', 7, NULL, '2026-11-20', '2026-11-20 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (192, 1, 21, 'overdue', 8, NULL, '2026-11-27', '2026-11-27 01:00:00+00', 'scheduled', NULL, NULL, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.reminders VALUES (193, 2, NULL, 'digest', 202641, NULL, '2026-10-05', '2026-10-10 02:30:00+00', 'sent', 3, NULL, NULL, 'dbe1f95f23a04369ad7b7860a40b21a3', 1, 0, NULL, '2026-10-10 02:30:00+00');
INSERT INTO public.reminders VALUES (194, 3, NULL, 'digest', 202641, NULL, '2026-10-05', '2026-10-10 02:30:00+00', 'sent', 2, NULL, NULL, 'f8ee5334deb7499e9575d8d3f853d887', 1, 0, NULL, '2026-10-10 02:30:00+00');
INSERT INTO public.reminders VALUES (195, 4, NULL, 'digest', 202641, NULL, '2026-10-05', '2026-10-10 02:30:00+00', 'cancelled', NULL, NULL, NULL, 'c1c0ab15f3fa496e8c0bebf470ebb703', 0, 0, 'its week is over', NULL);
INSERT INTO public.reminders VALUES (196, 2, NULL, 'digest', 202642, NULL, '2026-10-12', '2026-10-15 02:30:00+00', 'sent', 3, NULL, NULL, 'bb9101684a0c424bafc6a34f861321cd', 1, 0, NULL, '2026-10-15 02:30:00+00');
INSERT INTO public.reminders VALUES (197, 3, NULL, 'digest', 202642, NULL, '2026-10-12', '2026-10-15 02:30:00+00', 'sent', 2, NULL, NULL, '901bfc768f254bea9102eac8b921f8bc', 1, 0, NULL, '2026-10-15 02:30:00+00');
INSERT INTO public.reminders VALUES (198, 4, NULL, 'digest', 202642, NULL, '2026-10-12', '2026-10-15 02:30:00+00', 'cancelled', NULL, NULL, NULL, '9b29b1cb48b54752aa9d7d8859d0e406', 0, 0, 'its week is over', NULL);
INSERT INTO public.reminders VALUES (199, 2, NULL, 'digest', 202643, NULL, '2026-10-19', '2026-10-20 02:30:00+00', 'sent', 3, NULL, NULL, '182532985e25450c85d9bf2e6cb576a6', 1, 0, NULL, '2026-10-20 02:30:00+00');
INSERT INTO public.reminders VALUES (200, 3, NULL, 'digest', 202643, NULL, '2026-10-19', '2026-10-20 02:30:00+00', 'sent', 2, NULL, NULL, '6e904635abb5412daebfca3acc912b3b', 1, 0, NULL, '2026-10-20 02:30:00+00');
INSERT INTO public.reminders VALUES (201, 4, NULL, 'digest', 202643, NULL, '2026-10-19', '2026-10-20 02:30:00+00', 'cancelled', NULL, NULL, NULL, '36f40fcf1f464c7cbb985eedc8367ba6', 0, 0, 'its week is over', NULL);
INSERT INTO public.reminders VALUES (202, 2, NULL, 'digest', 202644, NULL, '2026-10-26', '2026-10-26 01:00:00+00', 'sent', 3, NULL, NULL, '49a5194f9eef43cca867d27c6621e1a4', 1, 0, NULL, '2026-10-30 02:30:00+00');
INSERT INTO public.reminders VALUES (203, 3, NULL, 'digest', 202644, NULL, '2026-10-26', '2026-10-26 01:00:00+00', 'sent', 2, NULL, NULL, 'db185ae8ad1f45708a95987ba9c9c37e', 1, 0, NULL, '2026-10-30 02:30:00+00');
INSERT INTO public.reminders VALUES (204, 4, NULL, 'digest', 202644, NULL, '2026-10-26', '2026-10-26 01:00:00+00', 'scheduled', NULL, NULL, NULL, '3fc194e510f74d6389fedb88ca036552', 0, 0, NULL, NULL);


--
-- Data for Name: rounds; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.rounds VALUES (1, 1, 1, 'request', '2026-09-24', false, '[]', NULL, NULL, '3-5个工作日更新', '3-5个工作日', 'stated', '2026-09-30', '2026-10-09', '2026-10-10', false, NULL, 'cn2026-33aebc0e', '[]', '[]', NULL, NULL, NULL);
INSERT INTO public.rounds VALUES (2, 2, 1, 'request', '2026-09-15', false, '[]', NULL, NULL, '7个工作日上报人行,5天更新', '7个工作日,5天', 'stated', '2026-09-28', '2026-09-28', '2026-09-29', false, NULL, 'cn2026-33aebc0e', '[]', '[]', NULL, NULL, NULL);
INSERT INTO public.rounds VALUES (3, 3, 1, 'request', '2026-08-20', false, '[]', NULL, NULL, '30天', '30天', 'stated', '2026-09-19', '2026-09-20', '2026-09-21', false, NULL, 'cn2026-33aebc0e', '[]', '[]', NULL, NULL, NULL);
INSERT INTO public.rounds VALUES (4, 4, 1, 'request', '2026-09-20', false, '[]', NULL, NULL, '30-45天更新', '30-45天', 'stated', '2026-10-20', '2026-11-04', '2026-11-05', false, NULL, 'cn2026-33aebc0e', '[]', '[]', NULL, NULL, NULL);
INSERT INTO public.rounds VALUES (5, 5, 1, 'request', '2026-10-05', false, '[]', NULL, NULL, '20天左右更新', '约20天', 'stated', '2026-10-25', '2026-10-30', '2026-10-31', false, NULL, 'cn2026-33aebc0e', '[]', '[]', NULL, NULL, NULL);
INSERT INTO public.rounds VALUES (6, 6, 1, 'request', '2026-09-28', false, '[]', NULL, NULL, '半年', '6个月', 'stated', '2027-03-28', '2027-03-29', '2027-03-30', true, NULL, 'cn2026-33aebc0e', '[]', '[]', NULL, NULL, NULL);
INSERT INTO public.rounds VALUES (7, 7, 1, 'request', '2026-10-09', false, '[]', NULL, NULL, '连续打3天,7天后更新', '连续打3天,7天', 'stated', '2026-10-18', '2026-10-19', '2026-10-20', false, NULL, 'cn2026-33aebc0e', '[]', '[{"kind": "call", "on": "2026-10-09"}, {"kind": "call", "on": "2026-10-10"}, {"kind": "call", "on": "2026-10-11"}]', NULL, NULL, NULL);
INSERT INTO public.rounds VALUES (8, 8, 1, 'request', '2026-09-18', false, '[]', NULL, NULL, '10个工作日处理后再确认', '10个工作日再确认', 'stated', '2026-10-09', '2026-10-09', '2026-10-10', false, NULL, 'cn2026-33aebc0e', '[]', '[{"kind": "confirm", "on": "2026-10-09"}]', NULL, NULL, NULL);
INSERT INTO public.rounds VALUES (9, 9, 1, 'request', '2026-09-22', false, '[]', NULL, NULL, '3-5个工作日更新', '3-5个工作日', 'stated', '2026-09-28', '2026-09-30', '2026-10-01', false, NULL, 'cn2026-33aebc0e', '[]', '[]', '2026-10-10', NULL, NULL);
INSERT INTO public.rounds VALUES (10, 10, 1, 'call_back', NULL, false, '[]', NULL, NULL, '30-45天更新', '30-45天', 'stated', NULL, NULL, NULL, false, NULL, 'cn2026-33aebc0e', '[{"kind": "call_back", "on": "2026-10-04"}, {"kind": "call_back", "on": "2026-10-08"}, {"kind": "call_back", "on": "2026-10-15"}, {"kind": "call_back", "on": "2026-10-29"}]', '[]', NULL, NULL, NULL);
INSERT INTO public.rounds VALUES (11, 11, 1, 'request', '2026-08-03', false, '[]', NULL, NULL, '3-5个工作日更新', '3-5个工作日', 'stated', '2026-08-06', '2026-08-10', '2026-08-11', false, NULL, 'cn2026-33aebc0e', '[]', '[]', NULL, 'verified', '2026-08-20 02:00:00+00');
INSERT INTO public.rounds VALUES (12, 12, 1, 'request', '2026-07-20', false, '[]', NULL, NULL, '20天左右更新', '约20天', 'stated', '2026-08-09', '2026-08-14', '2026-08-15', false, NULL, 'cn2026-33aebc0e', '[]', '[]', NULL, 'still-open', '2026-09-01 02:00:00+00');
INSERT INTO public.rounds VALUES (13, 12, 2, 'request', '2026-09-01', false, '[]', NULL, NULL, '', '次月', 'assumed', '2026-10-01', '2026-11-02', '2026-11-03', false, NULL, 'cn2026-33aebc0e', '[]', '[]', NULL, NULL, NULL);
INSERT INTO public.rounds VALUES (14, 13, 1, 'request', '2026-09-24', false, '[]', NULL, NULL, '3-5个工作日更新', '3-5个工作日', 'stated', '2026-09-30', '2026-10-09', '2026-10-10', false, NULL, 'cn2026-33aebc0e', '[]', '[]', NULL, NULL, NULL);
INSERT INTO public.rounds VALUES (15, 14, 1, 'request', '2026-09-24', false, '[]', NULL, NULL, '3-5个工作日更新', '3-5个工作日', 'stated', '2026-09-30', '2026-10-09', '2026-10-10', false, NULL, 'cn2026-33aebc0e', '[]', '[]', NULL, NULL, NULL);
INSERT INTO public.rounds VALUES (16, 15, 1, 'request', '2026-09-15', false, '[]', NULL, NULL, '7个工作日上报人行,5天更新', '7个工作日,5天', 'stated', '2026-09-28', '2026-09-28', '2026-09-29', false, NULL, 'cn2026-33aebc0e', '[]', '[]', NULL, NULL, NULL);
INSERT INTO public.rounds VALUES (17, 16, 1, 'request', '2026-09-20', false, '[]', NULL, NULL, '30-45天更新', '30-45天', 'stated', '2026-10-20', '2026-11-04', '2026-11-05', false, NULL, 'cn2026-33aebc0e', '[]', '[]', NULL, NULL, NULL);
INSERT INTO public.rounds VALUES (18, 17, 1, 'request', '2026-10-05', false, '[]', NULL, NULL, '20天左右更新', '约20天', 'stated', '2026-10-25', '2026-10-30', '2026-10-31', false, NULL, 'cn2026-33aebc0e', '[]', '[]', NULL, NULL, NULL);
INSERT INTO public.rounds VALUES (19, 18, 1, 'request', '2026-09-28', false, '[]', NULL, NULL, '半年', '6个月', 'stated', '2027-03-28', '2027-03-29', '2027-03-30', true, NULL, 'cn2026-33aebc0e', '[]', '[]', NULL, NULL, NULL);
INSERT INTO public.rounds VALUES (20, 19, 1, 'request', '2026-10-09', false, '[]', NULL, NULL, '连续打3天,7天后更新', '连续打3天,7天', 'stated', '2026-10-18', '2026-10-19', '2026-10-20', false, NULL, 'cn2026-33aebc0e', '[]', '[{"kind": "call", "on": "2026-10-09"}, {"kind": "call", "on": "2026-10-10"}, {"kind": "call", "on": "2026-10-11"}]', NULL, NULL, NULL);
INSERT INTO public.rounds VALUES (21, 20, 1, 'request', '2026-09-01', false, '[]', NULL, NULL, '15天-1个月', '15天-1个月', 'stated', '2026-09-16', '2026-10-08', '2026-10-09', false, NULL, 'cn2026-33aebc0e', '[]', '[]', NULL, NULL, NULL);


--
-- Data for Name: users; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.users VALUES (1, '本人', NULL, NULL, NULL, NULL, NULL, NULL, 'SendingHours(zone=''Asia/Shanghai'', at=datetime.time(9, 0), quiet_from=datetime.time(22, 0), quiet_to=datetime.time(8, 0))', '2026-11-29 10:26:18.106845+00');
INSERT INTO public.users VALUES (2, 'smith', 'en', NULL, NULL, NULL, NULL, NULL, 'SendingHours(zone=''Asia/Shanghai'', at=datetime.time(9, 0), quiet_from=datetime.time(22, 0), quiet_to=datetime.time(8, 0))', '2026-09-01 02:00:00+00');
INSERT INTO public.users VALUES (3, '林顾问', NULL, NULL, NULL, NULL, NULL, NULL, 'SendingHours(zone=''Asia/Shanghai'', at=datetime.time(9, 0), quiet_from=datetime.time(22, 0), quiet_to=datetime.time(8, 0))', '2026-09-01 02:00:00+00');
INSERT INTO public.users VALUES (4, 'new', NULL, NULL, NULL, NULL, NULL, NULL, 'SendingHours(zone=''Asia/Shanghai'', at=datetime.time(9, 0), quiet_from=datetime.time(22, 0), quiet_to=datetime.time(8, 0))', '2026-09-01 02:00:00+00');


--
-- Data for Name: web_sessions; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.web_sessions VALUES (1, 1, 'b207c95d80c7c42a3437b83f17a945e198f403f1b3ef501a4254aa74e9d061ae', 'Chromium', '2026-10-10 02:00:00+00', '2026-10-10 02:00:00+00', '2026-11-09 02:00:00+00');
INSERT INTO public.web_sessions VALUES (2, 2, 'f6c8fe9a07a2764952304ab816193d3ace74ade33c098a8f51cb88ea9ee056f2', 'Chromium', '2026-10-10 02:00:00+00', '2026-10-10 02:00:00+00', '2026-11-09 02:00:00+00');
INSERT INTO public.web_sessions VALUES (3, 3, '0605d6810f42b02d7b0af719aa606acb45fc4838921d166a1bf3643cc8d8fd58', 'Chromium', '2026-10-10 02:00:00+00', '2026-10-10 02:00:00+00', '2026-11-09 02:00:00+00');
INSERT INTO public.web_sessions VALUES (4, 4, '644e4c6cf91eea331d5bd728abb23b38954b36bc1d0a4146a54c9c736e6f166f', 'Chromium', '2026-10-10 02:00:00+00', '2026-10-10 02:00:00+00', '2026-11-09 02:00:00+00');


--
-- Name: accounts_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.accounts_id_seq', 4, true);


--
-- Name: api_tokens_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.api_tokens_id_seq', 1, true);


--
-- Name: channels_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.channels_id_seq', 3, true);


--
-- Name: closures_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.closures_id_seq', 20, true);


--
-- Name: deliveries_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.deliveries_id_seq', 70, true);


--
-- Name: escalations_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.escalations_id_seq', 1, true);


--
-- Name: events_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.events_id_seq', 76, true);


--
-- Name: invitations_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.invitations_id_seq', 1, true);


--
-- Name: login_failures_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.login_failures_id_seq', 2, true);


--
-- Name: people_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.people_id_seq', 7, true);


--
-- Name: reminders_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.reminders_id_seq', 204, true);


--
-- Name: rounds_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.rounds_id_seq', 21, true);


--
-- Name: users_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.users_id_seq', 4, true);


--
-- Name: web_sessions_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.web_sessions_id_seq', 4, true);


--
-- Name: alembic_version alembic_version_pkc; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);


--
-- Name: accounts pk_accounts; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts
    ADD CONSTRAINT pk_accounts PRIMARY KEY (id);


--
-- Name: allowed_networks pk_allowed_networks; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.allowed_networks
    ADD CONSTRAINT pk_allowed_networks PRIMARY KEY (user_id, network);


--
-- Name: api_tokens pk_api_tokens; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.api_tokens
    ADD CONSTRAINT pk_api_tokens PRIMARY KEY (id);


--
-- Name: channels pk_channels; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.channels
    ADD CONSTRAINT pk_channels PRIMARY KEY (id);


--
-- Name: closures pk_closures; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.closures
    ADD CONSTRAINT pk_closures PRIMARY KEY (id);


--
-- Name: deliveries pk_deliveries; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.deliveries
    ADD CONSTRAINT pk_deliveries PRIMARY KEY (id);


--
-- Name: escalations pk_escalations; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.escalations
    ADD CONSTRAINT pk_escalations PRIMARY KEY (id);


--
-- Name: events pk_events; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.events
    ADD CONSTRAINT pk_events PRIMARY KEY (id);


--
-- Name: external_ids pk_external_ids; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.external_ids
    ADD CONSTRAINT pk_external_ids PRIMARY KEY (user_id, external_id);


--
-- Name: feeds pk_feeds; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.feeds
    ADD CONSTRAINT pk_feeds PRIMARY KEY (user_id);


--
-- Name: heartbeats pk_heartbeats; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.heartbeats
    ADD CONSTRAINT pk_heartbeats PRIMARY KEY (worker);


--
-- Name: holiday_notices pk_holiday_notices; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.holiday_notices
    ADD CONSTRAINT pk_holiday_notices PRIMARY KEY (year);


--
-- Name: idempotency_keys pk_idempotency_keys; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.idempotency_keys
    ADD CONSTRAINT pk_idempotency_keys PRIMARY KEY (account_id, key);


--
-- Name: invitations pk_invitations; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT pk_invitations PRIMARY KEY (id);


--
-- Name: login_failures pk_login_failures; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.login_failures
    ADD CONSTRAINT pk_login_failures PRIMARY KEY (id);


--
-- Name: people pk_people; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people
    ADD CONSTRAINT pk_people PRIMARY KEY (id);


--
-- Name: reminders pk_reminders; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reminders
    ADD CONSTRAINT pk_reminders PRIMARY KEY (id);


--
-- Name: rounds pk_rounds; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.rounds
    ADD CONSTRAINT pk_rounds PRIMARY KEY (id);


--
-- Name: users pk_users; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.users
    ADD CONSTRAINT pk_users PRIMARY KEY (id);


--
-- Name: web_sessions pk_web_sessions; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.web_sessions
    ADD CONSTRAINT pk_web_sessions PRIMARY KEY (id);


--
-- Name: accounts uq_accounts_name; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts
    ADD CONSTRAINT uq_accounts_name UNIQUE (name);


--
-- Name: accounts uq_accounts_user_id; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts
    ADD CONSTRAINT uq_accounts_user_id UNIQUE (user_id);


--
-- Name: api_tokens uq_api_tokens_token_hash; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.api_tokens
    ADD CONSTRAINT uq_api_tokens_token_hash UNIQUE (token_hash);


--
-- Name: escalations uq_escalations_closure_id_number; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.escalations
    ADD CONSTRAINT uq_escalations_closure_id_number UNIQUE (closure_id, number);


--
-- Name: escalations uq_escalations_closure_id_rung_filed_on; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.escalations
    ADD CONSTRAINT uq_escalations_closure_id_rung_filed_on UNIQUE (closure_id, rung, filed_on);


--
-- Name: feeds uq_feeds_token_hash; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.feeds
    ADD CONSTRAINT uq_feeds_token_hash UNIQUE (token_hash);


--
-- Name: invitations uq_invitations_token_hash; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.invitations
    ADD CONSTRAINT uq_invitations_token_hash UNIQUE (token_hash);


--
-- Name: people uq_people_user_id_name; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people
    ADD CONSTRAINT uq_people_user_id_name UNIQUE (user_id, name);


--
-- Name: reminders uq_reminders_round_id_kind_ordinal; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reminders
    ADD CONSTRAINT uq_reminders_round_id_kind_ordinal UNIQUE (round_id, kind, ordinal);


--
-- Name: rounds uq_rounds_closure_id_number; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.rounds
    ADD CONSTRAINT uq_rounds_closure_id_number UNIQUE (closure_id, number);


--
-- Name: web_sessions uq_web_sessions_token_hash; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.web_sessions
    ADD CONSTRAINT uq_web_sessions_token_hash UNIQUE (token_hash);


--
-- Name: ix_api_tokens_account_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_api_tokens_account_id ON public.api_tokens USING btree (account_id);


--
-- Name: ix_channels_user_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_channels_user_id ON public.channels USING btree (user_id, paused_at);


--
-- Name: ix_closures_person_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_closures_person_id ON public.closures USING btree (person_id);


--
-- Name: ix_deliveries_channel_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_deliveries_channel_id ON public.deliveries USING btree (channel_id, at);


--
-- Name: ix_deliveries_reminder_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_deliveries_reminder_id ON public.deliveries USING btree (reminder_id);


--
-- Name: ix_events_closure_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_events_closure_id ON public.events USING btree (closure_id);


--
-- Name: ix_events_user_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_events_user_id ON public.events USING btree (user_id);


--
-- Name: ix_external_ids_closure_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_external_ids_closure_id ON public.external_ids USING btree (closure_id);


--
-- Name: ix_idempotency_keys_channel_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_idempotency_keys_channel_id ON public.idempotency_keys USING btree (channel_id);


--
-- Name: ix_idempotency_keys_closure_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_idempotency_keys_closure_id ON public.idempotency_keys USING btree (closure_id);


--
-- Name: ix_login_failures_subject; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_login_failures_subject ON public.login_failures USING btree (subject, at);


--
-- Name: ix_reminders_claimed; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_reminders_claimed ON public.reminders USING btree (lease_until) WHERE ((state)::text = 'claimed'::text);


--
-- Name: ix_reminders_scheduled; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_reminders_scheduled ON public.reminders USING btree (due_at) WHERE ((state)::text = 'scheduled'::text);


--
-- Name: ix_reminders_user_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_reminders_user_id ON public.reminders USING btree (user_id, due_at);


--
-- Name: ix_web_sessions_account_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_web_sessions_account_id ON public.web_sessions USING btree (account_id);


--
-- Name: uq_reminders_ordinal_user_id; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX uq_reminders_ordinal_user_id ON public.reminders USING btree (ordinal, user_id) WHERE ((kind)::text = 'digest'::text);


--
-- Name: accounts fk_accounts_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts
    ADD CONSTRAINT fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;


--
-- Name: allowed_networks fk_allowed_networks_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.allowed_networks
    ADD CONSTRAINT fk_allowed_networks_user_id FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;


--
-- Name: api_tokens fk_api_tokens_account_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.api_tokens
    ADD CONSTRAINT fk_api_tokens_account_id FOREIGN KEY (account_id) REFERENCES public.accounts(id) ON DELETE CASCADE;


--
-- Name: channels fk_channels_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.channels
    ADD CONSTRAINT fk_channels_user_id FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;


--
-- Name: closures fk_closures_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.closures
    ADD CONSTRAINT fk_closures_person_id FOREIGN KEY (person_id) REFERENCES public.people(id) ON DELETE CASCADE;


--
-- Name: deliveries fk_deliveries_channel_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.deliveries
    ADD CONSTRAINT fk_deliveries_channel_id FOREIGN KEY (channel_id) REFERENCES public.channels(id) ON DELETE SET NULL;


--
-- Name: deliveries fk_deliveries_reminder_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.deliveries
    ADD CONSTRAINT fk_deliveries_reminder_id FOREIGN KEY (reminder_id) REFERENCES public.reminders(id) ON DELETE CASCADE;


--
-- Name: escalations fk_escalations_closure_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.escalations
    ADD CONSTRAINT fk_escalations_closure_id FOREIGN KEY (closure_id) REFERENCES public.closures(id) ON DELETE CASCADE;


--
-- Name: events fk_events_closure_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.events
    ADD CONSTRAINT fk_events_closure_id FOREIGN KEY (closure_id) REFERENCES public.closures(id) ON DELETE CASCADE;


--
-- Name: events fk_events_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.events
    ADD CONSTRAINT fk_events_user_id FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;


--
-- Name: external_ids fk_external_ids_closure_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.external_ids
    ADD CONSTRAINT fk_external_ids_closure_id FOREIGN KEY (closure_id) REFERENCES public.closures(id) ON DELETE CASCADE;


--
-- Name: external_ids fk_external_ids_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.external_ids
    ADD CONSTRAINT fk_external_ids_user_id FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;


--
-- Name: feeds fk_feeds_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.feeds
    ADD CONSTRAINT fk_feeds_user_id FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;


--
-- Name: idempotency_keys fk_idempotency_keys_account_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.idempotency_keys
    ADD CONSTRAINT fk_idempotency_keys_account_id FOREIGN KEY (account_id) REFERENCES public.accounts(id) ON DELETE CASCADE;


--
-- Name: idempotency_keys fk_idempotency_keys_channel_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.idempotency_keys
    ADD CONSTRAINT fk_idempotency_keys_channel_id FOREIGN KEY (channel_id) REFERENCES public.channels(id) ON DELETE CASCADE;


--
-- Name: idempotency_keys fk_idempotency_keys_closure_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.idempotency_keys
    ADD CONSTRAINT fk_idempotency_keys_closure_id FOREIGN KEY (closure_id) REFERENCES public.closures(id) ON DELETE CASCADE;


--
-- Name: people fk_people_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people
    ADD CONSTRAINT fk_people_user_id FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;


--
-- Name: reminders fk_reminders_channel_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reminders
    ADD CONSTRAINT fk_reminders_channel_id FOREIGN KEY (channel_id) REFERENCES public.channels(id) ON DELETE SET NULL;


--
-- Name: reminders fk_reminders_round_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reminders
    ADD CONSTRAINT fk_reminders_round_id FOREIGN KEY (round_id) REFERENCES public.rounds(id) ON DELETE CASCADE;


--
-- Name: reminders fk_reminders_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reminders
    ADD CONSTRAINT fk_reminders_user_id FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;


--
-- Name: rounds fk_rounds_closure_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.rounds
    ADD CONSTRAINT fk_rounds_closure_id FOREIGN KEY (closure_id) REFERENCES public.closures(id) ON DELETE CASCADE;


--
-- Name: web_sessions fk_web_sessions_account_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.web_sessions
    ADD CONSTRAINT fk_web_sessions_account_id FOREIGN KEY (account_id) REFERENCES public.accounts(id) ON DELETE CASCADE;


--
-- PostgreSQL database dump complete
--


