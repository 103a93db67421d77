import pytest

from tests.command_line import CommandLine, assert_refused

PROMISED = {
    *("id", "person", "platform", "route", "requested_on", "stated", "window", "window_source"),
    *("opens_on", "due_on", "check_on", "provisional", "state", "round", "reminders"),
}


def test_the_guides_usual_window_is_taken_and_marked(xiaohu: CommandLine) -> None:
    said = xiaohu("add", "jd-jintiao", "--json").json
    assert said.keys() >= PROMISED
    assert (said["platform"], said["route"], said["person"]) == ("jd-jintiao", "app", "本人")
    assert (said["stated"], said["window_source"]) == ("3-5个工作日更新", "guide")
    assert (said["opens_on"], said["due_on"], said["check_on"]) == ("2026-09-30", "2026-10-09", "2026-10-10")
    assert (said["state"], said["round"], said["provisional"]) == ("waiting", 1, False)
    first = said["reminders"][0]
    assert first == {"kind": "verify", "due_at": "2026-10-10T09:00:00+08:00", "state": "scheduled"}
    assert len(said["reminders"]) == 9


@pytest.mark.parametrize(
    ("window", "stated", "canonical", "source"),
    [
        ("30-45天更新", "30-45天更新", "30-45天", "stated"),
        ("", "", "未说明", "assumed"),
        ("  ", "", "未说明", "assumed"),
        ("未说明", "未说明", "未说明", "assumed"),
    ],
)
def test_what_the_platform_said_goes_before_the_guide(
    window: str, stated: str, canonical: str, source: str, xiaohu: CommandLine
) -> None:
    said = xiaohu("add", "jd-jintiao", "--window", window, "--json").json
    assert (said["stated"], said["window"], said["window_source"]) == (stated, canonical, source)


@pytest.mark.parametrize("name", ["jd-jintiao", "京东金条", "金条", "JD金条", " JD Jintiao "])
def test_slug_name_and_alias_name_the_same_platform(name: str, xiaohu: CommandLine) -> None:
    assert xiaohu("add", name, "--json").json["platform"] == "jd-jintiao"


def test_an_unknown_platform_needs_free(xiaohu: CommandLine) -> None:
    assert_refused(xiaohu("add", "某某小贷"), 3, "某某小贷", "--free")
    said = xiaohu("add", "某某小贷", "--free", "--json").json
    assert (said["platform"], said["route"], said["window_source"]) == ("某某小贷", None, "assumed")


def test_routes_that_take_differently_long_must_be_chosen(xiaohu: CommandLine) -> None:
    assert_refused(xiaohu("add", "xishang-bank"), 2, "--route")
    listed = xiaohu("platforms", "show", "xishang-bank", "--json").json["routes"]
    for route in listed:
        said = xiaohu("add", "xishang-bank", "--route", route["id"], "--json").json
        assert (said["route"], said["stated"]) == (route["id"], route["window"])


def test_routes_that_take_equally_long_need_no_choice_and_none_is_made(xiaohu: CommandLine) -> None:
    said = xiaohu("add", "huarui-bank", "--json").json
    assert (said["route"], said["window"], said["window_source"]) == (None, "7个工作日,5天", "guide")


def test_an_appointment_counts_from_the_settlement_letter(xiaohu: CommandLine) -> None:
    said = xiaohu("add", "渣打银行", "--route", "deposit-day-before", "--payoff", "2026-11-02", "--json").json
    assert {step["kind"]: step["on"] for step in said["steps"]} == {
        "call": "2026-10-14",
        "call_deadline": "2026-10-19",
        "deposit": "2026-11-01",
        "payoff": "2026-11-02",
        "letter": "2026-11-04",
    }
    assert (said["window_source"], said["opens_on"]) == ("assumed", "2026-12-04")
    assert [reminder["kind"] for reminder in said["reminders"]].count("step") == 5


@pytest.mark.parametrize("on", ["2003-05-01", "2026-09-24"])
def test_a_year_without_a_calendar_keeps_the_closure_without_dates(on: str, xiaohu: CommandLine) -> None:
    window = "3天" if on < "2004" else "3650天"
    answered = xiaohu("add", "jd-jintiao", "--on", on, "--window", window, "--json")
    said = answered.json
    assert (said["opens_on"], said["due_on"], said["check_on"], said["reminders"]) == (None, None, None, [])
    assert str(said["no_calendar"]) in answered.err
    assert "not known" in xiaohu("show", str(said["id"])).out


@pytest.mark.parametrize(
    ("platform", "route"), [("xishang-bank", "automatic"), ("youqianhua-wukuang-trust", "phone")]
)
def test_a_settlement_or_a_call_back_may_lie_ahead(platform: str, route: str, xiaohu: CommandLine) -> None:
    assert xiaohu("add", platform, "--route", route, "--on", "2026-10-20").code == 0
    assert_refused(xiaohu("add", platform, "--route", route, "--on", "2028-10-20"), 2, "2028-10-20")


def test_a_request_that_was_not_made_yet_is_refused(xiaohu: CommandLine) -> None:
    assert xiaohu("add", "jd-jintiao", "--on", "2026-09-24").code == 0
    assert_refused(xiaohu("add", "jd-jintiao", "--on", "2026-09-25"), 2, "2026-09-25")


def test_people_are_told_what_to_do_when_and_why(xiaohu: CommandLine) -> None:
    answered = xiaohu("add", "jd-jintiao")
    for words in ("京东金条", "登录京东 App", "from the guide", "国庆节, not counted", "Next reminder"):
        assert words in answered.out
    assert "xiaohu channels add" in answered.err


def test_names_are_printed_as_typed_and_not_as_markup(xiaohu: CommandLine) -> None:
    assert "[red]某贷[/red] :smile:" in xiaohu("add", "[red]某贷[/red] :smile:", "--free").out


REFUSED = [
    (["add"], 2, "PLATFORM"),
    (["add", ""], 2, "name"),
    (["add", "  ", "--free"], 2, "name"),
    (["add", "a\nb", "--free"], 2, "'a\\nb'"),
    (["add", "京东今条"], 3, "京东金条"),
    (["add", "jd-jintiao", "--route", "nope"], 3, "nope"),
    (["add", "某贷", "--free", "--route", "app"], 3, "app"),
    (["add", "jd-jintiao", "--person", "妈妈"], 3, "妈妈"),
    (["add", "jd-jintiao", "--on", "2026-02-30"], 2, "2026-02-30"),
    (["add", "jd-jintiao", "--on", "yesterday"], 2, "yesterday"),
    (["add", "jd-jintiao", "--on", "2099-01-01"], 2, "2099-01-01"),
    (["add", "jd-jintiao", "--window", "3-5"], 2, "3-5"),
    (["add", "jd-jintiao", "--window", "至少3天"], 2, "至少"),
    (["add", "jd-jintiao", "--window", "3天\x1b[2J"], 2, ""),
    (["add", "jd-jintiao", "--payoff", "2026-12-01"], 2, "--payoff"),
    (["add", "jd-jintiao", "--note", "x" * 1000], 2, "500"),
    (["add", "渣打银行"], 2, "deposit-same-day"),
    (["add", "渣打银行", "--route", "deposit-same-day"], 2, "--payoff"),
    (["add", "渣打银行", "--route", "deposit-same-day", "--payoff", "2026-10-12"], 2, "2026-10-15"),
    (["add", "渣打银行", "--route", "deposit-same-day", "--payoff", "2026-10-04"], 2, "2026-10-15"),
    (["add", "渣打银行", "--route", "deposit-same-day", "--payoff", "2040-10-09"], 2, "2040"),
]


@pytest.mark.parametrize(
    ("args", "code", "said"),
    REFUSED,
    ids=lambda value: " ".join(value)[:50] if isinstance(value, list) else "",
)
def test_bad_input_is_one_sentence_and_nothing_is_stored(
    args: list[str], code: int, said: str, xiaohu: CommandLine
) -> None:
    before = xiaohu.counts()
    assert_refused(xiaohu(*args), code, said)
    assert xiaohu.counts() == before
