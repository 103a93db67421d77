"""``report read`` and ``report compare``: what programs get, what people are told, what nobody is told."""

from pathlib import Path

import pytest

from tests.command_line import CommandLine, assert_refused
from tests.credit_reports import ID_NUMBER, PRIVATE, Paper, encrypted
from tests.terminal import at_terminal
from tests.unit.reports.papers import JD, after, before, paper

ACCOUNT = {
    "institution": "重庆京东盛际小额贷款有限公司",
    "core_name": "重庆京东盛际小额贷款",
    "kind": "line",
    "product": "个人消费贷款",
    "opened_on": "2024-05-01",
    "currency": "CNY",
    "amount": None,
    "limit": 10000,
    "balance_zero": True,
    "ever_overdue": False,
    "state": "open",
    "closed_month": None,
    "as_of": "2026-08",
}
COMPARE = ("report", "compare")
ON = ("--requested-on", "2026-09-10")
SECRETS = (*PRIVATE, "8642", "赵某某", "220102198001015555", "欧阳甲乙的征信")


@pytest.fixture
def old(tmp_path: Path) -> str:
    return saved(tmp_path, before().pdf(), "old")


@pytest.fixture
def new(tmp_path: Path) -> str:
    return saved(tmp_path, after().pdf(), "new")


def saved(folder: Path, pdf: bytes, name: str) -> str:
    """Named as people name it."""
    file = folder / f"欧阳甲乙的征信-{name}.pdf"
    file.write_bytes(pdf)
    return str(file)


def test_a_report_is_read_for_programs(xiaohu: CommandLine, old: str) -> None:
    found = xiaohu("report", "read", old, "--json").json
    none = {"accounts": None, "open": None, "overdue": None, "overdue90": None}
    assert (found["kind"], found["report_date"], found["unrecognised"]) == ("brief", "2026-08-20", 0)
    assert found["summary"] == {
        "cards": none | {"accounts": 1, "open": 1},
        "mortgages": none,
        "loans": none | {"accounts": 2, "open": 2},
        "other": none,
    }
    assert found["accounts"][1] == ACCOUNT
    assert found["candidates"] == [0, 1, 2]
    assert [[one["name"] for one in each] for each in found["platforms"]] == [
        [],
        ["京东白条", "京东金条"],
        ["花呗", "借呗"],
    ]


def test_two_reports_are_compared_for_programs(xiaohu: CommandLine, old: str, new: str) -> None:
    found = xiaohu(*COMPARE, old, new, *ON, "--json").json
    assert [(v["account"], v["new_account"], v["verdict"], v["answers"]) for v in found["verdicts"]] == [
        (0, 0, "cannot_close", ["cannot-tell"]),
        (1, 1, "proven", ["verified"]),
        (2, 2, "still_open", ["still-open"]),
    ]
    assert found["verdicts"][1] | {"evidence": None, "answers": None} == {
        "account": 1,
        "new_account": 1,
        "institution": "重庆京东盛际小额贷款有限公司",
        "opened_on": "2024-05-01",
        "verdict": "proven",
        "answers": None,
        "evidence": None,
    }
    assert found["verdicts"][1]["evidence"] == {"reason": "closed_in", "month": "2026-09", "day": None}
    assert found["open_accounts"][0] == {"cards": 1, "mortgages": None, "loans": 2, "other": None}


def test_one_lender_may_be_asked_about(xiaohu: CommandLine, old: str, new: str) -> None:
    found = xiaohu(*COMPARE, old, new, *ON, "--institution", "蚂蚁", "--json").json
    assert [verdict["verdict"] for verdict in found["verdicts"]] == ["still_open"]
    assert_refused(xiaohu(*COMPARE, old, new, *ON, "--institution", "某某"), 3, "某某")


def test_people_are_told_what_can_be_closed(xiaohu: CommandLine, old: str) -> None:
    xiaohu.more = {"COLUMNS": "200"}
    said = xiaohu("report", "read", old)
    assert (said.code, said.err) == (0, "")
    for words in ("20 Aug 2026", "京东白条 (said to be)", "10,000 CNY", "as of 2026-08"):
        assert words in said.out


def test_people_are_told_what_is_proven_and_why(xiaohu: CommandLine, old: str, new: str) -> None:
    xiaohu.more = {"COLUMNS": "250", "XIAOHU_LOCALE": "zh_CN"}
    said = xiaohu(*COMPARE, old, new, *ON)
    assert (said.code, said.err) == (0, "")
    for words in ("已注销：有据可查", "2026-09", "当前不能注销", "2 → 2"):
        assert words in said.out
    xiaohu.more = {"COLUMNS": "250"}
    assert "closed: proven" in xiaohu(*COMPARE, old, new, *ON).out


def test_nothing_is_stored(unused: CommandLine, old: str, new: str) -> None:
    assert unused("report", "read", old).code == unused(*COMPARE, old, new, *ON).code == 0
    assert not unused.stores


def test_what_could_not_be_read_is_told_beside_it(xiaohu: CommandLine, tmp_path: Path) -> None:
    strange = f"{JD}。2026年09月已结清，恐有误。"
    pdf = paper("2026-10-20", [], [strange, f"{JD}。2026年09月已结清。"]).pdf()
    answered = xiaohu("report", "read", saved(tmp_path, pdf, "x"), "--json")
    assert answered.json["unrecognised"] == 1
    assert answered.json["unrecognised_institutions"] == ["重庆京东盛际小额贷款有限公司"]
    assert "1 sentence or page" in answered.err
    assert "counts 2 accounts, 1 were read" in answered.err
    assert "恐有误" not in answered.err


# Passwords


def test_a_password_is_piped_in(xiaohu: CommandLine, tmp_path: Path) -> None:
    files = [
        saved(tmp_path, encrypted(made.pdf(), word, "AES-256"), word)
        for made, word in ((before(), "one"), (after(), "two"))
    ]
    assert xiaohu("report", "read", files[0], "--password-stdin", "--json", typed="one\n").json
    both = (*COMPARE, *files, *ON, "--password-stdin", "--json")
    assert len(xiaohu(*both, typed="one\ntwo\n").json["verdicts"]) == 3
    assert_refused(xiaohu(*both, typed="one\n"), 2, "password")
    assert_refused(xiaohu("report", "read", files[0]), 2, "password", "--password-stdin")
    assert_refused(xiaohu("report", "read", files[0], "--password-stdin", typed=""), 2, "--password-stdin")


def test_at_a_terminal_it_is_asked_for_and_not_shown(xiaohu: CommandLine, tmp_path: Path) -> None:
    file = saved(tmp_path, encrypted(before().pdf(), "s3 cret", "RC4-128"), "x")
    with at_terminal(xiaohu, "report", "read", file) as terminal:
        terminal.ask("password", "s3 cret", unseen=True)
        said = terminal.end()
    assert "京东白条" in said
    assert "s3 cret" not in said


# Refusals


def test_what_is_no_report_is_refused_in_one_sentence(xiaohu: CommandLine, tmp_path: Path, old: str) -> None:
    other = saved(tmp_path, after(number="110101199003074229").pdf(), "other")
    assert_refused(xiaohu("report", "read", saved(tmp_path, b"hello", "x")), 2, "not a PDF")
    assert_refused(
        xiaohu("report", "read", saved(tmp_path, Paper(title="发票").pdf(), "x")), 2, "not a brief"
    )
    assert_refused(xiaohu("report", "read", str(tmp_path)), 2)
    assert_refused(xiaohu("report", "read", str(tmp_path / "missing")), 2, "No such file")
    assert_refused(xiaohu(*COMPARE, old, other, *ON), 2, "different persons")
    assert_refused(xiaohu(*COMPARE, old, old, *ON), 2, "2026-08-20", "not newer")


def test_reports_the_wrong_way_round_are_refused(xiaohu: CommandLine, old: str, new: str) -> None:
    assert_refused(xiaohu(*COMPARE, new, old, *ON), 2, "not newer")
    assert_refused(xiaohu(*COMPARE, old, new, "--requested-on", "2026-10-21"), 2, "2026-10-21")
    assert_refused(xiaohu(*COMPARE, old, new), 2, "--requested-on")


def test_a_named_pipe_does_not_keep_anybody_waiting(xiaohu: CommandLine, tmp_path: Path) -> None:
    import os

    os.mkfifo(tmp_path / "pipe")
    assert_refused(xiaohu("report", "read", str(tmp_path / "pipe")), 2, "not a file")


def test_nothing_private_is_said_or_stored(
    unused: CommandLine, tmp_path: Path, old: str, new: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Name, ID and report number, marital status, card number, the debts of others, the file's name."""
    caplog.set_level(0)
    strange = paper(
        "2026-09-20", [f"2024年01月01日{ID_NUMBER}办理的事。"], [f"某{PRIVATE[0]}为{PRIVATE[3]}授信。"]
    )
    files = {
        "strange": strange.pdf(),
        "cut": before().pdf()[:2000],
        "locked": encrypted(before().pdf(), "hush hush", "AES-128"),
        "other": after(number="110101199003074229").pdf(),
        "untitled": Paper(title="个人资料").pdf(),
    }
    paths = [
        old,
        new,
        *(saved(tmp_path, pdf, name) for name, pdf in files.items()),
        str(tmp_path / SECRETS[-1]),
    ]
    told = []
    for path in paths:
        told += [
            unused("report", "read", path, "--json"),
            unused("report", "read", path, "--password-stdin", typed="hush hush\n"),
            unused(*COMPARE, old, path, *ON),
        ]
    told.append(unused.process("report", "read", paths[-2]))
    everything = caplog.text + "".join(answered.out + answered.err for answered in told)
    for private in (*SECRETS, "110101199003074229", "hush hush"):
        assert private not in everything
    assert {answered.code for answered in told} == {0, 2}
    assert not unused.stores
