"""A folder of the operator's own: what it may change, and what others rely on that it may not break."""

from pathlib import Path

import pytest

from catalog.loading import load_catalog
from catalog.search import resolve
from tests.unit.catalog.entries import ENTRY, EVIDENCE, ROUTE, mistake, write_entry

JINTIAO = ENTRY.replace('name = "甲银行"', 'name = "京东金条"')
OLD_NAME = 'renamed_from = ["jd-jintiao-old"]\n'


def folder(parent: Path, name: str, **texts: str) -> Path:
    made = parent / name
    made.mkdir()
    for slug, text in texts.items():
        write_entry(made, slug.replace("_", "-"), text)
    return made


REFUSED = {
    "a shipped alias": (
        "jia-bank",
        'aliases = ["金 条"]\n' + ENTRY,
        "aliases",
        "'金 条' already names jd-jintiao",
    ),
    "a shipped slug": (
        "jia-bank",
        'aliases = ["JD-jintiao"]\n' + ENTRY,
        "aliases",
        "already names jd-jintiao",
    ),
    "a shipped name": (
        "jia-bank",
        ENTRY.replace('name = "甲银行"', 'name = "借呗"'),
        "name",
        "already names jiebei",
    ),
    "an English name": (
        "jia-bank",
        'name_en = "JD jintiao"\n' + ENTRY,
        "name_en",
        "already names jd-jintiao",
    ),
    "a live slug as an old one": (
        "jia-bank",
        'renamed_from = ["jd-jintiao"]\n' + ENTRY,
        "renamed_from",
        "'jd-jintiao' already names jd-jintiao",
    ),
    "a route less": (
        "huarui-bank",
        ENTRY.replace('id = "app"', 'id = "phone-95173"'),
        "routes",
        "lacks phone-4000156999, which closures may refer to",
    ),
    "all routes renamed": ("jd-jintiao", ENTRY.replace('"app"', '"new"', 1), "routes", "lacks app"),
}


@pytest.mark.parametrize(("slug", "text", "key", "reason"), REFUSED.values(), ids=list(REFUSED))
def test_an_override_that_breaks_a_name_is_refused_with_file_and_key(
    tmp_path: Path, slug: str, text: str, key: str, reason: str
) -> None:
    file = write_entry(tmp_path, slug, text)
    error = mistake(tmp_path)
    assert error is not None
    assert (error.file, error.key) == (str(file), key)
    assert reason in error.reason
    assert "\n" not in str(error)


def test_an_override_may_keep_the_names_of_the_entry_it_replaces(tmp_path: Path) -> None:
    write_entry(tmp_path, "jd-jintiao", 'aliases = ["金条", "我的金条"]\n' + JINTIAO)
    catalog = load_catalog(tmp_path)
    assert resolve(catalog, "我的金条") is resolve(catalog, "金条") is catalog.get("jd-jintiao")


def test_a_name_may_move_from_one_entry_to_another_of_the_same_folder(tmp_path: Path) -> None:
    write_entry(tmp_path, "a-bank", 'aliases = ["金条"]\n' + ENTRY)
    write_entry(tmp_path, "jd-jintiao", JINTIAO)
    catalog = load_catalog(tmp_path)
    assert resolve(catalog, "金条") is catalog.get("a-bank")


def test_an_override_may_add_a_route_and_hide_a_platform(tmp_path: Path) -> None:
    write_entry(tmp_path, "jd-jintiao", "offered = false\n" + JINTIAO + ROUTE.replace('"app"', '"phone"', 1))
    platform = load_catalog(tmp_path).by_slug["jd-jintiao"]
    assert (platform.offered, [route.id for route in platform.routes]) == (False, ["app", "phone"])


def test_an_override_keeps_the_old_slugs_of_the_entry_it_replaces(tmp_path: Path) -> None:
    first = folder(tmp_path, "first", jd_jintiao=OLD_NAME + JINTIAO)
    second = folder(tmp_path, "second", jd_jintiao='renamed_from = ["jintiao"]\n' + JINTIAO)
    catalog = load_catalog(first, second)
    for slug in ("jd-jintiao", "jd-jintiao-old", "jintiao"):
        assert catalog.get(slug) is catalog.by_slug["jd-jintiao"]


def test_a_file_named_by_an_old_slug_is_told_the_new_one(tmp_path: Path) -> None:
    first = folder(tmp_path, "first", jd_jintiao=OLD_NAME + JINTIAO)
    second = folder(tmp_path, "second", jd_jintiao_old=ENTRY)
    with pytest.raises(
        Exception, match=r"jd-jintiao-old\.toml: slug: .*old name of jd-jintiao.*write jd-jintiao\.toml"
    ):
        load_catalog(first, second)


def test_two_own_platforms_may_not_share_a_name(tmp_path: Path) -> None:
    write_entry(tmp_path, "jia-bank", ENTRY)
    write_entry(tmp_path, "yi-bank", ENTRY.replace(EVIDENCE, 'aliases = ["乙"]\n' + EVIDENCE))
    error = mistake(tmp_path)
    assert error is not None
    assert (error.key, error.reason) == ("name", "'甲银行' already names yi-bank")
