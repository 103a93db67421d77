"""The calendar's address: secret, revocable, and asked for cheaply."""

from datetime import timedelta

from icalendar import Calendar

from models.tables import Feed
from scheduler.lifecycle import Answer
from tests.closures import planning, register
from tests.web.site import World
from web.feeds import Detail, close_feed, feed_of, open_feed, set_detail


def feed(world: World, detail: Detail = Detail.FULL, name: str = "wang") -> str:
    """The path of a fresh feed of that account's user, who follows one closure."""
    world.signed_in(name)
    with world.writing() as session:
        user = world.user(session, name)
        if not user.people[0].closures:
            register(user)
        return f"/calendar/{open_feed(session, user, world.clock.now(), detail)}.ics"


def summaries(body: bytes) -> set[str]:
    return {str(event["summary"]) for event in Calendar.from_ical(body).walk("VEVENT")}


def test_whoever_knows_the_address_gets_the_dates_without_a_login(world: World) -> None:
    answer = world.anybody().get(feed(world))
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert "Apply for a new credit report and check 京东金条." in summaries(answer.content)
    assert "Ask for a credit report: it answers for 1 account." in summaries(answer.content)


def test_a_new_feed_names_no_lender_unless_its_user_wants_that(world: World) -> None:
    path = feed(world, Detail.MINIMAL)
    assert "京东" not in world.anybody().get(path).content.decode()
    with world.writing() as session:
        set_detail(session, world.user(session), Detail.FULL)
    assert "京东" in world.anybody().get(path).content.decode()


def test_a_new_address_closes_the_old_one_and_taking_it_away_closes_it(world: World) -> None:
    old = feed(world)
    new = feed(world)
    assert world.anybody().get(old).status_code == 404
    assert world.anybody().get(new).status_code == 200
    with world.writing() as session:
        assert close_feed(session, world.user(session))
        assert not close_feed(session, world.user(session))
        assert feed_of(session, world.user(session)) is None
    assert world.anybody().get(new).status_code == 404


def test_the_secret_is_stored_as_a_hash_only(world: World) -> None:
    secret = feed(world).removeprefix("/calendar/").removesuffix(".ics")
    with world.writing() as session:
        assert secret not in str(vars(session.query(Feed).one()))


def test_a_program_that_has_it_already_is_told_so(world: World) -> None:
    path = feed(world)
    first = world.anybody().get(path)
    etag = first.headers["etag"]
    assert first.headers["cache-control"] == "private, no-cache"
    for named in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        again = world.anybody().get(path, **{"If-None-Match": named})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    assert world.anybody().get(path, **{"If-None-Match": '"other"'}).status_code == 200
    with world.writing() as session:
        closure = world.user(session).people[0].closures[0]
        closure.answer(Answer.NOT_UPDATED, planning("2026-10-10 10:00"))
    assert world.anybody().get(path, **{"If-None-Match": etag}).status_code == 200


def test_a_feed_shows_nobody_elses_dates(world: World) -> None:
    feed(world, name="wang")
    path = feed(world, name="li")
    with world.writing() as session:
        theirs = world.user(session, "li").people[0].closures[0].id
        mine = world.user(session, "wang").people[0].closures[0].id
    text = world.anybody().get(path).content.decode()
    assert f"closure-{theirs}-" in text
    assert f"closure-{mine}-" not in text


def test_asking_for_the_head_is_allowed_and_sets_no_cookie(world: World) -> None:
    answer = world.anybody().client.head(feed(world))
    assert (answer.status_code, answer.content) == (200, b"")
    assert "set-cookie" not in answer.headers


def test_what_is_finished_disappears_and_what_is_overdue_stays_a_month(world: World) -> None:
    path = feed(world)
    world.at(world.clock.moment + timedelta(days=20))
    assert any("check 京东金条" in each for each in summaries(world.anybody().get(path).content))
    world.at(world.clock.moment + timedelta(days=20))
    assert not any("check 京东金条" in each for each in summaries(world.anybody().get(path).content))
    with world.writing() as session:
        world.user(session).people[0].closures[0].answer(Answer.VERIFIED, planning("2026-11-19 10:00"))
    assert summaries(world.anybody().get(path).content) == set()
