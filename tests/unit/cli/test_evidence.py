"""``evidence``: a file that tells what happened and why, to those who decide, and nothing about who asks."""

import csv
import re
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.command_line import CommandLine, assert_refused

ID_NUMBER = "11010519491231002X"


@pytest.fixture
def escalated(xiaohu: CommandLine) -> CommandLine:
    """Closure 1: asked for on 24 September, still open on 12 October, an objection filed."""
    add = ("add", "jd-jintiao", "--window", "3-5个工作日更新", "--note", "为了房贷")
    assert xiaohu(*add).code == 0
    xiaohu.now = "2026-10-12T10:00:00+08:00"
    assert xiaohu("answer", "1", "still-open", "--window", "再等15天").code == 0
    assert xiaohu("note", "1", "=1+1 客服<b>小李", "--ticket", "K-9").code == 0
    assert xiaohu("escalate", "1", "objection", "--on", "2026-10-12", "--ticket", "T-77").code == 0
    return xiaohu


def unpacked(xiaohu: CommandLine, *args: str) -> dict[str, str]:
    """The texts of the file that the command writes."""
    file = xiaohu.folder / "evidence.zip"
    answered = xiaohu("evidence", "1", "--to", str(file), *args)
    assert answered.code == 0, answered.err
    with ZipFile(BytesIO(file.read_bytes())) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name).decode("utf-8-sig") for name in packed.namelist()}


def words(html: str) -> str:
    """What the page says, without its marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", html.partition("<body>")[2]).split())


def test_the_page_tells_what_happened_in_chinese_whatever_the_users_language(escalated: CommandLine) -> None:
    page = words(unpacked(escalated)["evidence.html"])
    assert "京东金条账户注销经过说明" in page
    assert "2026年9月24日 向平台申请注销账户、授信额度和授信协议" in page
    assert "2026年9月24日 平台告知的更新时限：“3-5个工作日更新”" in page
    assert "2026年10月12日 平台告知的更新时限：“再等15天”" in page
    assert "2026年10月12日 查看征信报告，该账户：仍未结清" in page
    assert "2026年10月12日 采取的步骤：向征信中心或机构提出征信异议 T-77" in page
    assert "2026年11月1日 答复期限届满日：向征信中心或机构提出征信异议，20 日" in page


def test_every_stated_date_is_explained_day_by_day(escalated: CommandLine) -> None:
    page = words(unpacked(escalated)["evidence.html"])
    assert "自2026年9月24日起算，当日不计入。 最早：2026年9月30日。 最晚：2026年10月9日。" in page
    assert "2026年10月1日 周四 – 2026年10月7日 周三 国庆节，不算" in page
    assert "2026年10月8日 周四 – 2026年10月9日 周五 第 4–5 个工作日" in page


def test_what_nobody_stated_is_no_statement_of_the_platform(xiaohu: CommandLine) -> None:
    xiaohu("add", "jd-jintiao")  # the guide's usual time
    xiaohu("add", "jd-jintiao", "--window", "")  # 30 days assumed
    for number in ("1", "2"):
        said = xiaohu("evidence", number, "--json").json
        assert said["windows"] == []
        assert len(said["happenings"]) == 1


def test_notes_are_kept_as_text_and_can_be_left_out(escalated: CommandLine) -> None:
    files = unpacked(escalated)
    assert "=1+1 客服&lt;b&gt;小李" in files["evidence.html"]
    assert "为了房贷" in files["evidence.html"]
    rows = list(csv.DictReader(StringIO(files["evidence.csv"])))
    [noted] = [row for row in rows if row["工单编号"] == "K-9"]
    assert (noted["日期"], noted["备注"]) == ("2026-10-12", "'=1+1 客服<b>小李")
    (escalated.folder / "evidence.zip").unlink()
    without = "".join(unpacked(escalated, "--without-notes").values())
    assert "小李" not in without
    assert "为了房贷" not in without
    assert "T-77" in without


def test_nobodys_name_or_number_is_in_it(xiaohu: CommandLine) -> None:
    xiaohu("people", "add", "王小明")
    xiaohu("add", "jd-jintiao", "--person", "王小明")
    assert_refused(xiaohu("note", "1", f"证件 {ID_NUMBER}"), 2, "ID number")
    everything = "".join(unpacked(xiaohu).values())
    assert "王小明" not in everything
    assert not re.search(r"\d{15}", everything)
    for blank in ("姓名：____", "身份证号：____", "联系电话：____", "签名：____"):
        assert blank in everything


def test_an_answer_that_was_taken_back_never_happened(xiaohu: CommandLine) -> None:
    xiaohu("add", "jd-jintiao", "--window", "3天")
    xiaohu.now = "2026-10-12T10:00:00+08:00"
    xiaohu("answer", "1", "still-open")
    xiaohu("undo", "1")
    assert "报告" not in words(unpacked(xiaohu)["evidence.html"]).partition("一、")[2].partition("二、")[0]
    xiaohu("answer", "1", "not-updated")
    told = [each["what"] for each in xiaohu("evidence", "1", "--json").json["happenings"]]
    assert [each for each in told if "report" in each] == [
        "A credit report was read. The account: Not updated yet"
    ]


def test_happenings_are_in_the_order_of_their_days(escalated: CommandLine) -> None:
    days = [each["on"] for each in escalated("evidence", "1", "--json").json["happenings"]]
    assert days == sorted(days)
    assert days[0] == "2026-09-24"
    assert days[-1] == "2026-11-01"


def test_calls_are_in_it(xiaohu: CommandLine) -> None:
    xiaohu("add", "jd-jintiao", "--window", "连续打3天,7天后更新")
    for day in ("2026-09-25", "2026-09-28"):
        xiaohu.now = f"{day}T18:00:00+08:00"
        assert xiaohu("act", "1", "--on", day).code == 0
    told = xiaohu("evidence", "1", "--json").json["happenings"]
    assert [each["on"] for each in told if each["what"] == "Called the platform"] == [
        "2026-09-25",
        "2026-09-28",
    ]


def test_dates_that_another_calendar_made_are_shown_without_an_explanation(escalated: CommandLine) -> None:
    escalated.change("UPDATE rounds SET due_on = '2026-10-14' WHERE number = 1")
    first = escalated("evidence", "1", "--json").json["windows"][0]
    assert (first["due_on"], first["why"]) == ("2026-10-14", [])


def test_the_file_is_the_owners_alone_and_overwrites_nothing(
    escalated: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert escalated("evidence", "1").code == 0
    file = tmp_path / "xiaohu-evidence-1-2026-10-12.zip"
    assert file.stat().st_mode & 0o777 == 0o600
    before = file.read_bytes()
    assert_refused(escalated("evidence", "1"), 1, file.name, "exists")
    assert file.read_bytes() == before


def test_a_reader_of_english_gets_an_aid_and_a_chinese_one_none(escalated: CommandLine) -> None:
    assert set(unpacked(escalated)) == {"evidence.html", "evidence.csv", "reading-aid.en.html"}
    (escalated.folder / "evidence.zip").unlink()
    escalated.more["XIAOHU_LOCALE"] = "zh_CN"
    assert set(unpacked(escalated)) == {"evidence.html", "evidence.csv"}


def test_the_page_fetches_and_runs_nothing(escalated: CommandLine) -> None:
    page = unpacked(escalated)["evidence.html"]
    assert not re.search(r"<script|src=|href=|url\(|@import|https?:", page)


def test_no_such_closure(xiaohu: CommandLine) -> None:
    assert_refused(xiaohu("evidence", "9"), 3, "9")
