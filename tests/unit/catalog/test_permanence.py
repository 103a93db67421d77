from pathlib import Path

import pytest

from catalog.loading import Catalog, load_catalog
from catalog.permanence import published, unlisted, vanished
from tests.unit.catalog.entries import ENTRY, catalog_of


def renamed(folder: Path) -> Catalog:
    """The platform jia, which now is jia-bank."""
    return catalog_of(folder, jia_bank='renamed_from = ["jia"]\n' + ENTRY)


@pytest.mark.parametrize(
    ("name", "gone"),
    [
        ("jia-bank", False),
        ("jia-bank/app", False),
        ("jia", False),
        ("jia/app", False),
        ("jia-bank/phone", True),
        ("jia/phone", True),
        ("yi-bank", True),
        ("yi-bank/app", True),
    ],
)
def test_a_name_is_gone_unless_it_leads_to_a_platform_by_its_new_or_old_slug(
    tmp_path: Path, name: str, gone: bool
) -> None:
    assert vanished(renamed(tmp_path), [name]) == ([name] if gone else [])


def test_an_old_slug_gives_the_platform_of_today(tmp_path: Path) -> None:
    catalog = renamed(tmp_path)
    assert catalog.get("jia") is catalog.by_slug["jia-bank"]


def test_slugs_and_routes_must_both_be_listed(tmp_path: Path) -> None:
    catalog = renamed(tmp_path)
    assert unlisted(catalog, ["jia", "jia-bank"]) == ["jia-bank/app"]
    assert unlisted(catalog, ["jia", "jia-bank", "jia-bank/app"]) == []


def test_the_list_has_each_name_once_and_in_order() -> None:
    assert list(published()) == sorted(set(published()))
    assert {"jd-jintiao", "jd-jintiao/app", "huarui-bank/phone-95173"} <= set(published())


def test_every_published_name_leads_somewhere() -> None:
    assert vanished(load_catalog(), published()) == unlisted(load_catalog(), published()) == []
