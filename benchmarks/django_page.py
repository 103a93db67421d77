"""The peer of the pages: the list of all closures as a Django page, on the same tables.

Django's ORM asks what our page asks (the browser's session, its account and user, people, channels, the trust
line, the list with each closure's latest round), and Django's Jinja2 engine fills the same template.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import django
from django.apps import AppConfig
from django.conf import settings
from jinja2 import Environment

from config.i18n import translator
from desk.closure_list import PAGE, Filter, Page
from desk.states import STATES
from scheduler.lifecycle import FINISHED, ClosureState, is_finished, state_on
from scheduler.today import LONG_LATE
from web.channel_rows import title
from web.rendering import _environment
from web.tokens import token_hash
from web.trust import SILENT_AFTER, Failure, Trust
from worker.installation import Installation
from worker.run_log import WORKER

PATH = "/closures"
_MIDDLEWARE = (
    "security.SecurityMiddleware",
    "gzip.GZipMiddleware",
    "common.CommonMiddleware",
    "csrf.CsrfViewMiddleware",
    "clickjacking.XFrameOptionsMiddleware",
)
_SHOWN = ("id", "platform_name", "state", "requested_on")
_OF_ROUND = ("number", "due_on", "check_on", "snoozed_until", "provisional", "no_calendar")


class Benchmarks(AppConfig):  # type: ignore[misc]  # Django has no types
    """What the tables below belong to."""

    name, label = "benchmarks", "peer"


def environment(**_options: Any) -> Environment:
    """What Django's Jinja2 engine fills templates with: ours."""
    return _environment("zh_CN")


def application_of(installation: Installation) -> Any:
    """Django as a WSGI application with this one page. Its threads keep their connections."""
    file = installation.settings.data_dir / "xiaohu.db"
    engine = "django.template.backends.jinja2.Jinja2"
    settings.configure(
        SECRET_KEY="for a benchmark only",
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF="benchmarks.django_urls",
        MIDDLEWARE=[f"django.middleware.{name}" for name in _MIDDLEWARE],
        INSTALLED_APPS=["benchmarks.django_page.Benchmarks"],
        DATABASES={
            "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(file), "CONN_MAX_AGE": None}
        },
        TEMPLATES=[
            {"BACKEND": engine, "OPTIONS": {"environment": "benchmarks.django_page.environment"}},
        ],
        USE_TZ=True,
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    )
    django.setup()
    from django.core.wsgi import get_wsgi_application

    from benchmarks import django_urls

    django_urls.urlpatterns[:] = [django_urls.path(PATH[1:], page_of(installation))]
    return get_wsgi_application()


def page_of(installation: Installation) -> Callable[[Any], Any]:
    """The view."""
    from django.shortcuts import render

    from benchmarks.django_tables import WebSession

    said = translator("zh_CN")

    def page(request: Any) -> Any:
        found = WebSession.objects.select_related("account__user").get(
            token_hash=token_hash(request.COOKIES["xiaohu"])
        )
        user = found.account.user
        zone = ZoneInfo(user.timezone or installation.settings.timezone)
        today = installation.clock.now().astimezone(zone).date()
        rows = list(_closures(user))
        view = {
            "found": Page(rows[:PAGE], len(rows) > PAGE),
            "wanted": Filter(),
            "address": lambda **changed: f"{PATH}?{urlencode({k: v for k, v in changed.items() if v})}",
            "people": people if len(people := list(user.people.all())) > 1 else [],
            "state_of": lambda row: state_on(ClosureState(row["state"]), row["check_on"], today),
            "state_names": {name: said.gettext(text) for name, text in STATES.items()},
            "is_finished": is_finished,
            "long_late": LONG_LATE,
        }
        frame = {"account": found.account, "trust": _trust(user, installation), "today": today, "zone": zone}
        shared = {"request_path": request.path, "csrf_name": "csrf", "csrf": str, "locale": said.locale}
        return render(
            request, "closures.html", view | frame | shared | {"said": said, "problems": {}, "typed": {}}
        )

    return page


def _closures(user: Any) -> Any:
    """As ``desk.closure_list`` asks."""
    from django.db.models import BooleanField, ExpressionWrapper, F, Max, OuterRef, Q, Subquery

    from benchmarks.django_tables import Closure, Round

    mine = Round.objects.filter(closure_id=OuterRef("pk")).order_by().values("closure_id")
    latest = Subquery(mine.annotate(latest=Max("number")).values("latest"))
    return (
        Closure.objects.filter(whose__user=user, rounds__number=latest)
        .annotate(person=F("whose__name"), **{name: F(f"rounds__{name}") for name in _OF_ROUND})
        .annotate(
            over=ExpressionWrapper(Q(state__in=list(FINISHED)), BooleanField()),
            dateless=ExpressionWrapper(Q(check_on__isnull=True), BooleanField()),
        )
        .order_by("over", "dateless", "check_on", "id")
        .values(*_SHOWN, "person", *_OF_ROUND)[: PAGE + 1]
    )


def _trust(user: Any, installation: Installation) -> Trust:
    """As ``web.trust`` asks."""
    from benchmarks.django_tables import Heartbeat, Hold, Reminder

    beat = Heartbeat.objects.filter(worker=WORKER).first()
    waiting = Reminder.objects.filter(user=user, state="scheduled").order_by("due_at")
    channels = list(user.channels.all())
    usable = [channel for channel in channels if channel.paused_at is None]
    now = installation.clock.real_now()
    return Trust(
        beat.seen_at if beat else None,
        beat is None or now - beat.seen_at > SILENT_AFTER,
        Hold.objects.filter(released_at=None).exists(),
        waiting.values_list("due_at", flat=True).first(),
        title(usable[0].kind) if usable else None,
        bool(channels) and not usable,
        next((failure for channel in channels if (failure := _failure(channel))), None),
    )


def _failure(channel: Any) -> Failure | None:
    last = channel.deliveries.order_by("-id").first()
    if last is None or last.outcome == "sent":
        return None
    return Failure(last.at, title(channel.kind), last.code, last.reason)
