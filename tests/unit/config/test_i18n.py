"""Every text a reader may see is translated, its placeholders survive, and dates are written their way."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from config.i18n import DOMAIN, LOCALES, N_, UnknownLocale, po_file, translator

ROOT = Path(__file__).parents[3]
PLACEHOLDER = re.compile(r"%\((\w+)\)s|\{(\w+)\}")
Id = str | tuple[str, ...]


def extracted() -> Iterator[tuple[str, Id]]:
    with (ROOT / "babel.cfg").open(encoding="utf-8") as mapping:
        methods, options = parse_mapping_cfg(mapping)  # type: ignore[no-untyped-call]
    for file, _, msgid, _, _ in extract_from_dir(ROOT, method_map=methods, options_map=options):
        yield file, msgid


def translations(locale: str) -> dict[Id, Id]:
    with po_file(locale).open("rb") as po:
        catalogue = read_po(po, locale=locale, domain=DOMAIN)
    return {_id(m.id): _id(m.string or "") for m in catalogue if m.id and not m.fuzzy}


def _id(text: str | Sequence[str]) -> Id:
    return text if isinstance(text, str) else tuple(text)


MSGIDS = sorted({_id(msgid) for _, msgid in extracted()}, key=str)
CHINESE = translations("zh_CN")


def forms(text: Id) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else text


def placeholders(text: str) -> set[str]:
    return {a or b for a, b in PLACEHOLDER.findall(text)}


def test_texts_come_from_python_files_and_from_templates() -> None:
    files = {file.replace("\\", "/") for file, _ in extracted()}
    assert {
        "notifiers/cards.py",
        "notifiers/templates/due.html",
        "notifiers/templates/say/report.txt",
    } <= files
    assert not any(file.startswith(("tests/", ".venv")) for file in files)


@pytest.mark.parametrize("msgid", MSGIDS, ids=str)
def test_every_text_is_translated(msgid: Id) -> None:
    assert msgid in CHINESE, "add it to config/locale/zh_CN (make messages)"
    assert all(forms(CHINESE[msgid]))


@pytest.mark.parametrize("msgid", sorted(CHINESE, key=str), ids=str)
def test_placeholders_survive_translation(msgid: Id) -> None:
    for translated in forms(CHINESE[msgid]):
        assert placeholders(translated) == placeholders(forms(msgid)[-1])


def test_nothing_is_translated_that_nobody_says() -> None:
    assert set(CHINESE) <= set(MSGIDS)


def test_a_text_without_translation_is_said_in_english() -> None:
    assert translator("zh_CN").gettext("never seen before") == "never seen before"
    assert translator("zh_CN").gettext("") == ""


def test_marking_does_not_translate() -> None:
    assert N_("Still open") == "Still open"
    assert translator("zh_CN").gettext(N_("Still open")) == "仍未结清"
    assert translator("en").gettext(N_("Still open")) == "Still open"


def test_plurals_follow_the_language() -> None:
    late = ("{n} day late", "{n} days late")
    assert translator("en").ngettext(*late, 1) == "1 day late"
    assert translator("en").ngettext(*late, 3) == "3 days late"
    assert translator("zh_CN").ngettext(*late, 1) == "已过 1 天"


@pytest.mark.parametrize("locale", ["", "zh", "zh_TW", "EN", "zh_CN.UTF-8", "../zh_CN"])
def test_unknown_locale_names_the_accepted_ones(locale: str) -> None:
    with pytest.raises(UnknownLocale, match=r"zh_CN or en") as refused:
        translator(locale)
    assert repr(locale) in str(refused.value)


def test_translators_are_made_once() -> None:
    assert all(translator(locale) is translator(locale) for locale in LOCALES)


@pytest.mark.parametrize(
    ("locale", "day", "written"),
    [
        ("zh_CN", date(2026, 10, 10), "10月10日 周六"),
        ("zh_CN", date(2027, 1, 8), "2027年1月8日 周五"),
        ("en", date(2026, 10, 10), "Sat 10 Oct 2026"),
        ("en", date(2027, 1, 8), "Fri 8 Jan 2027"),
    ],
)
def test_days_are_written_as_readers_write_them(locale: str, day: date, written: str) -> None:
    assert translator(locale).day(day, today=date(2026, 10, 10)) == written


def test_a_chinese_day_has_no_year_unless_asked_from_another() -> None:
    assert translator("zh_CN").day(date(2027, 1, 8)) == "1月8日 周五"


def test_full_days_and_months() -> None:
    assert translator("zh_CN").full_day(date(2026, 9, 1)) == "2026年9月1日"
    assert translator("en").full_day(date(2026, 9, 1)) == "1 Sep 2026"
    assert translator("zh_CN").month(date(2026, 9, 24)) == "2026年9月"
    assert translator("en").month(date(2026, 9, 24)) == "September 2026"
