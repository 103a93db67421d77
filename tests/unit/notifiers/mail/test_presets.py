"""Providers' servers, and the password they want."""

import pytest

from config.i18n import translator
from notifiers.mail.presets import PRESETS, known_domains, login_hint, preset


@pytest.mark.parametrize(
    ("sender", "host", "port", "security"),
    [
        ("w@qq.com", "smtp.qq.com", 465, "ssl"),
        ("w@foxmail.com", "smtp.qq.com", 465, "ssl"),
        ("w@163.com", "smtp.163.com", 465, "ssl"),
        ("w@126.com", "smtp.126.com", 465, "ssl"),
        ("w@yeah.net", "smtp.yeah.net", 465, "ssl"),
        ("w@aliyun.com", "smtp.aliyun.com", 465, "ssl"),
        ("w@139.com", "smtp.139.com", 465, "ssl"),
        ("w@sina.com", "smtp.sina.com", 465, "ssl"),
        ("w@sina.cn", "smtp.sina.cn", 465, "ssl"),
        ("w@gmail.com", "smtp.gmail.com", 465, "ssl"),
        ("w@OUTLOOK.com", "smtp-mail.outlook.com", 587, "starttls"),
        ("w@hotmail.com", "smtp-mail.outlook.com", 587, "starttls"),
    ],
)
def test_the_senders_domain_tells_the_server(sender: str, host: str, port: int, security: str) -> None:
    found = preset(sender)
    assert found is not None
    assert (found.host, found.port, found.security) == (host, port, security)


@pytest.mark.parametrize("sender", ["w@example.com", "w@notqq.com", "w@qq.com.example.org", ""])
def test_other_domains_have_none(sender: str) -> None:
    assert preset(sender) is None


def test_a_company_names_its_provider_instead() -> None:
    assert preset("w@company.example", "exmail") == preset("w@company.example", "SMTP.exmail.qq.com")
    assert preset("w@qq.com", "relay.example.com") is None, "another server knows another password"


@pytest.mark.parametrize("name", ["qq", "foxmail", "163", "126", "yeah", "139", "sina"])
def test_chinese_providers_want_the_code_for_programs(name: str) -> None:
    [found] = [each for each in PRESETS if each.name == name]
    assert "授权码" in found.hint


def test_every_hint_is_said_in_chinese() -> None:
    said = translator("zh_CN")
    for hint in {each.hint for each in PRESETS} | {login_hint("w@example.com", "mail.example.com")}:
        assert said.gettext(hint) != hint


def test_no_server_or_domain_stands_twice() -> None:
    domains = [domain for each in PRESETS for domain in each.domains]
    assert len(domains) == len(set(domains))
    assert len({each.name for each in PRESETS}) == len(PRESETS)
    assert all(each.source for each in PRESETS)
    assert "qq.com" in known_domains()
