"""Every address that shows a page: who looks at it, and at which things. A new page has to be added."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """``route``: as the application knows it; ``path``: filled from ``Sample.numbers``; ``who``: a login.

    ``example``: a host that the page names as an example of what is to be pasted. ``lang``: the language of a
    page that stands in one whoever reads it.
    """

    route: str
    path: str = ""
    who: str = "wang"
    status: int = 200
    example: str = ""
    lang: str = ""

    def address(self, numbers: Mapping[str, object]) -> str:
        """What is typed into the browser."""
        return (self.path or self.route).format(**numbers)

    def __str__(self) -> str:
        return f"{self.path or self.route} ({self.who or 'nobody'})"


TODAY = (
    Place("/"),
    Place("/", "/?report=here"),
    Place("/", who="lin"),
    Place("/", "/?person={person}", who="lin"),
    Place("/", who="new"),
)
CLOSURES = (
    Place("/closures"),
    Place("/closures", "/closures?state=late"),
    Place("/closures", who="lin"),
    Place("/closures", who="new"),
    Place("/closures/{number:int}", "/closures/{closure}"),
    Place("/closures/{number:int}", "/closures/{escalated}?rung=objection"),
    Place("/closures/{number:int}", "/closures/999999", status=404),
    Place("/closures/{number:int}/evidence", "/closures/{escalated}/evidence", lang="zh-CN"),
)
REGISTERING = (
    Place("/platforms"),
    Place("/platforms", "/platforms?q=jd"),
    Place("/platforms/{slug}", "/platforms/jd-jintiao"),
    Place("/register"),
    Place("/register", "/register?q=jingdong&platform=weihai-bank"),
    Place("/register", who="new"),
    Place("/register/details", "/register/details?platform=jd-jintiao&platform=weilidai"),
    Place("/register/details", "/register/details?platform=jd-jintiao", who="lin"),
    Place("/register/done", "/register/done?closure={closure}"),
    Place("/register/paste"),
    Place("/register/file"),
    Place("/register/file/done", "/register/file/done?stored=3&already=1"),
)
PLANS = (
    Place("/timeline"),
    Place("/timeline", "/timeline?span=1y", who="lin"),
    Place("/timeline", who="new"),
    Place("/calendar-month"),
    Place("/calendar-month", "/calendar-month?month=2027-02", who="lin"),
    Place("/pulls"),
    Place("/pulls", who="lin"),
    Place("/pulls", who="new"),
    Place("/digest"),
    Place("/digest", who="lin"),
    Place("/digest", who="new"),
)
REPORTS = (
    Place("/reports"),
    Place("/reports", who="lin"),
    Place("/reports", who="new"),
    Place("/reports/{number:int}", "/reports/{report}"),
    Place("/reports/delete"),
)
SETTINGS = (
    Place("/settings"),
    Place("/settings", who="new"),
    Place("/settings/messages"),
    Place("/channels"),
    Place("/channels", who="new"),
    Place("/channels/add"),
    Place("/channels/add", "/channels/add?person={person}", who="lin"),
    Place("/channels/add/{name}", "/channels/add/email"),
    Place("/channels/add/{name}", "/channels/add/email?person={person}", who="lin"),
    Place("/channels/add/{name}", "/channels/add/wecom", example="qyapi.weixin.qq.com"),
    Place("/channels/{number:int}", "/channels/{channel}"),
    Place("/people"),
    Place("/people", who="lin"),
    Place("/people/{number:int}", "/people/{person}", who="lin"),
    Place("/people/{number:int}/{how}", "/people/{person}/withdraw", who="lin"),
    Place("/account"),
    Place("/account/calendar"),
    Place("/account/tokens"),
    Place("/account/leave"),
    Place("/operator"),
    Place("/operator", who="lin", status=403),
)
BEFORE_SIGNING_IN = (
    Place("/login", who=""),
    Place("/invited/{token}", "/invited/{invitation}", who=""),
    Place("/invited/{token}", "/invited/used", who="", status=410),
    Place("/a/{token}", "/a/{permit}", who=""),
    Place("/a/{token}", "/a/nonsense", who="", status=404),
)
PLACES = (*TODAY, *CLOSURES, *REGISTERING, *PLANS, *REPORTS, *SETTINGS, *BEFORE_SIGNING_IN)
NOT_PAGES = {
    *("/healthz", "/metrics", "/calendar/{token}.ics", "/register/template.csv"),
    *("/export.csv", "/export.json", "/account/everything.zip"),
    "/closures/{number:int}/evidence.zip",
    "/digest/mail",  # the mail within /digest: mail programs, not axe, decide how it is made
}
"""What programs read, and what is downloaded. The API, with its documentation page by Swagger UI, is not ours
to lay out: tests/web/api looks at it."""
