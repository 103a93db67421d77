import os
from datetime import date
from pathlib import Path

import pytest

from catalog.errors import CatalogError
from catalog.loading import load_catalog
from tests.unit.catalog.entries import ENTRY, HEAD, ROUTE, catalog_of, mistake, write_entry

REFUSED = {
    "no name": (ENTRY.replace('name = "甲银行"\n', ""), "name", "is missing"),
    "blank name": (ENTRY.replace('name = "甲银行"', 'name = "  "'), "name", "at least 1 character"),
    "misspelt key": (ENTRY.replace("institutions", "institution"), "institutions", "is missing"),
    "unknown key": ('colour = "red"\n' + ENTRY, "colour", "is not a known key"),
    "a slug in the file": ('slug = "jia-bank"\n' + ENTRY, "slug", "from the file's name"),
    "institutions no list": (ENTRY.replace('["甲银行"]', '"甲银行"'), "institutions", "valid tuple"),
    "alias no text": ("aliases = [7]\n" + ENTRY, "aliases[0]", "valid string"),
    "unknown grade": (ENTRY.replace("imported", "sure"), "grade", "'tested', 'verified' or 'imported'"),
    "no source": (ENTRY.replace('source = "guide"\n', ""), "source", "is missing"),
    "no date": (ENTRY.replace("2026-11-23", '"lately"'), "checked_on", "valid date"),
    "offered no boolean": ('offered = "no"\n' + ENTRY, "offered", "valid boolean"),
    "no routes": (HEAD, "routes", "is missing"),
    "empty routes": ("routes = []\n" + HEAD, "routes", "at least 1 item"),
    "routes no table": ("routes = [1]\n" + HEAD, "routes[0]", "valid dictionary"),
    "routes a text": ('routes = "app"\n' + HEAD, "routes", "valid tuple"),
    "same id twice": (ENTRY + ROUTE, "", "two routes have the same id"),
    "route id with spaces": (
        ENTRY.replace('id = "app"', 'id = "the app"'),
        "routes[0].id",
        "lower-case letters",
    ),
    "unknown channel": (ENTRY.replace('channel = "app"', 'channel = "fax"'), "routes[0].channel", "'phone'"),
    "unknown start": (ENTRY.replace('"request"', '"someday"'), "routes[0].starts_at", "'call_back'"),
    "no start": (ENTRY.replace('starts_at = "request"\n', ""), "routes[0].starts_at", "is missing"),
    "no steps": (ENTRY.replace('["点开。"]', "[]"), "routes[0].steps", "at least 1 item"),
    "row no number": (ENTRY.replace("[7]", '["7"]'), "routes[0].rows[0]", "valid integer"),
    "row 0": (ENTRY.replace("[7]", "[0]"), "routes[0].rows[0]", "greater than or equal to 1"),
    "phone a number": (ENTRY + "phones = [95173]\n", "routes[0].phones[0]", "valid dictionary"),
    "phone misspelt": (ENTRY + 'phones = [{ no = "1" }]\n', "routes[0].phones[0].number", "is missing"),
    "appointment without days": (
        ENTRY + 'appointment = { deposit = "same_day", letter_workdays_after = 2 }\n',
        "routes[0].appointment.call_workdays_before",
        "is missing",
    ),
    "appointment deposit": (
        ENTRY + 'appointment = { call_workdays_before = 10, deposit = "ever", letter_workdays_after = 2 }\n',
        "routes[0].appointment.deposit",
        "'day_before' or 'same_day'",
    ),
    "no TOML": ("name = ", "", "is not valid TOML"),
    "a day that is none": (ENTRY.replace("2026-11-23", "2026-02-30"), "", "is not valid TOML"),
    "empty file": ("", "grade", "is missing"),
}


@pytest.mark.parametrize(("text", "key", "reason"), REFUSED.values(), ids=list(REFUSED))
def test_a_malformed_entry_is_refused_with_file_and_key(
    tmp_path: Path, text: str, key: str, reason: str
) -> None:
    file = write_entry(tmp_path, "jia-bank", text)
    error = mistake(tmp_path)
    assert error is not None
    assert (error.file, error.key) == (str(file), key)
    assert reason in error.reason
    assert "\n" not in str(error)
    assert str(error).startswith(f"{file}: {key}: " if key else f"{file}: ")


@pytest.mark.parametrize("slug", ["Jia-Bank", "jia bank", "jia--bank", "-jia", "甲银行", "jia_bank", ""])
def test_a_file_name_that_is_no_slug_is_refused(tmp_path: Path, slug: str) -> None:
    error = mistake(write_entry(tmp_path, slug, ENTRY).parent)
    # A file called ".toml" is hidden, not an entry.
    assert (error and error.key) == ("slug" if slug else None)


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "jia-bank.toml").write_bytes(ENTRY.encode("gb18030"))
    with pytest.raises(CatalogError, match=r"jia-bank\.toml: is not UTF-8 text"):
        load_catalog(tmp_path)


def test_a_byte_order_mark_is_accepted(tmp_path: Path) -> None:
    write_entry(tmp_path, "jia-bank", "\ufeff" + ENTRY)
    assert load_catalog(tmp_path).get("jia-bank") is not None


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match="nowhere: cannot be read as a folder"):
        load_catalog(tmp_path / "nowhere")


def test_an_entry_that_is_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "jia-bank.toml").mkdir()
    with pytest.raises(CatalogError, match=r"jia-bank\.toml: cannot be read"):
        load_catalog(tmp_path)


def test_other_files_of_a_folder_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("notes", encoding="utf-8")
    os.symlink("nobody@nowhere", tmp_path / ".#jia-bank.toml")
    assert load_catalog(tmp_path) == load_catalog()


def test_an_operator_entry_is_added(tmp_path: Path) -> None:
    write_entry(tmp_path, "jia-bank", ENTRY)
    catalog = load_catalog(tmp_path)
    assert len(catalog.platforms) == len(load_catalog().platforms) + 1
    added = catalog.get("jia-bank")
    assert added is not None
    assert added.name == "甲银行"


def test_a_later_folder_replaces_the_shipped_entry_of_that_name(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    for folder, name in ((first, "甲"), (second, "乙")):
        folder.mkdir()
        write_entry(folder, "jd-jintiao", ENTRY.replace("甲银行", name))
    assert load_catalog(first).by_slug["jd-jintiao"].name == "甲"
    assert load_catalog(first, second).by_slug["jd-jintiao"].name == "乙"
    assert len(load_catalog(first, second).platforms) == len(load_catalog().platforms)


def test_platforms_come_in_the_order_of_their_slugs(tmp_path: Path) -> None:
    write_entry(tmp_path, "a-bank", ENTRY)
    slugs = [platform.slug for platform in load_catalog(tmp_path).platforms]
    assert slugs == sorted(slugs)
    assert slugs[0] == "a-bank"


def test_an_unknown_slug_gives_none() -> None:
    assert load_catalog().get("no-such-platform") is None


def test_a_route_takes_the_evidence_of_its_platform_unless_it_has_its_own(tmp_path: Path) -> None:
    own = ROUTE.replace('"app"', '"phone"', 1) + 'grade = "tested"\nchecked_on = 2027-01-05\n'
    platform = catalog_of(tmp_path, jia_bank=ENTRY + own).by_slug["jia-bank"]
    evidence = [(str(route.grade), route.source, route.checked_on) for route in platform.routes]
    assert evidence == [("imported", "guide", date(2026, 11, 23)), ("tested", "guide", date(2027, 1, 5))]
