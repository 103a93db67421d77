"""What providers of mail boxes ask of a program that sends: server, port, and which password.

Taken from the providers' help pages as public pages and programs repeat them (``source``); none was tried
with a real account.
"""

from typing import NamedTuple

from config.i18n import N_

_NETEASE = N_(
    "NetEase mail takes the 授权码 as password, not the password of the web page: switch on SMTP there "
    "(Settings, POP3/SMTP/IMAP) and have one made."
)
_QQ = N_(
    "QQ mail takes the 授权码 as password, not the QQ password: switch on SMTP on its web page "
    "(Settings, Account) and have one made; it is 16 letters."
)
_SINA = N_(
    "Sina mail takes the 授权码 as password: switch on SMTP on its web page (Settings, client POP/IMAP/SMTP) "
    "and have one made."
)
_MICROSOFT = N_(
    "Outlook.com no longer lets programs log in with a password: choose an address of another provider as "
    "the sender."
)
_ANY = N_(
    "Check the address and the password: most providers want a password made for programs (授权码, app "
    "password) and have SMTP switched on in their settings first."
)


class Preset(NamedTuple):
    """A provider's mail server. ``domains``: of addresses that it sends for; none where companies bring
    their own. ``hint``: an English message id, which password it takes. ``source``: where host and port are
    from."""

    name: str
    domains: tuple[str, ...]
    host: str
    hint: str
    source: str
    port: int = 465
    security: str = "ssl"


PRESETS = (
    Preset("qq", ("qq.com", "vip.qq.com"), "smtp.qq.com", _QQ, "service.mail.qq.com; chatmail/provider-db"),
    Preset("foxmail", ("foxmail.com",), "smtp.qq.com", _QQ, "chatmail/provider-db: qq"),
    Preset("163", ("163.com",), "smtp.163.com", _NETEASE, "nodemailer services.json; Apprise 2.2"),
    Preset("126", ("126.com",), "smtp.126.com", _NETEASE, "nodemailer services.json"),
    Preset("yeah", ("yeah.net",), "smtp.yeah.net", _NETEASE, "several public programs; as 163 and 126"),
    Preset(
        "aliyun",
        ("aliyun.com",),
        "smtp.aliyun.com",
        N_(
            "Aliyun mail takes its password, or the one for third-party clients (三方客户端安全密码) where "
            "that is switched on in its settings."
        ),
        "deltachat/provider-db; nodemailer services.json",
    ),
    Preset(
        "139",
        ("139.com",),
        "smtp.139.com",
        N_(
            "139 mail takes the 授权码 as password: switch on SMTP on its web page (Settings, "
            "POP3/SMTP/IMAP) and have one made."
        ),
        "several public programs",
    ),
    Preset("sina", ("sina.com",), "smtp.sina.com", _SINA, "several public programs"),
    Preset("sina.cn", ("sina.cn",), "smtp.sina.cn", _SINA, "several public programs"),
    Preset(
        "exmail",
        (),
        "smtp.exmail.qq.com",
        N_(
            "Tencent Exmail takes a password made for clients (客户端专用密码) where secure login is on, "
            "else the password of the mail box; an administrator may have to allow SMTP."
        ),
        "nodemailer services.json: QQex",
    ),
    Preset(
        "gmail",
        ("gmail.com", "googlemail.com"),
        "smtp.gmail.com",
        N_(
            "Gmail takes an app password of 16 letters (Google account, Security, 2-step verification), not "
            "the password of the account."
        ),
        "support.google.com/accounts/answer/185833; nodemailer services.json",
    ),
    Preset(
        "outlook",
        ("outlook.com", "hotmail.com", "live.com", "msn.com"),
        "smtp-mail.outlook.com",
        _MICROSOFT,
        "nodemailer services.json: Hotmail; nylas.com: Outlook SMTP settings",
        587,
        "starttls",
    ),
)


def preset(sender: str, host: str = "") -> Preset | None:
    """The provider by its name or server in ``host``, or else by the domain of the sending address."""
    domain, wanted = sender.rpartition("@")[2].lower(), host.lower()
    if wanted:
        return next((each for each in PRESETS if wanted in (each.name, each.host)), None)
    return next((each for each in PRESETS if domain in each.domains), None)


def login_hint(sender: str, host: str) -> str:
    """What to do where ``host`` refuses the login: an English message id."""
    found = preset(sender, host)
    return found.hint if found else _ANY


def known_domains() -> str:
    """``qq.com, foxmail.com, ...``: where the server need not be named."""
    return ", ".join(each.domains[0] for each in PRESETS if each.domains)
