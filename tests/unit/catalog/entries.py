"""Small catalogues to test with."""

from pathlib import Path

from catalog.errors import CatalogError
from catalog.loading import Catalog, load_catalog, read_platform

EVIDENCE = 'grade = "imported"\nsource = "guide"\nchecked_on = 2026-11-23\n'
HEAD = f'name = "甲银行"\ninstitutions = ["甲银行"]\n{EVIDENCE}'
ROUTE = '[[routes]]\nid = "app"\nrows = [7]\nchannel = "app"\nsteps = ["点开。"]\nstarts_at = "request"\n'
ENTRY = HEAD + ROUTE


def write_entry(folder: Path, slug: str, text: str) -> Path:
    file = folder / f"{slug}.toml"
    file.write_text(text, encoding="utf-8")
    return file


def catalog_of(folder: Path, **texts: str) -> Catalog:
    """Only these entries, without the shipped ones; ``jia_bank=`` is the slug jia-bank."""
    files = [write_entry(folder, name.replace("_", "-"), text) for name, text in texts.items()]
    return Catalog({platform.slug: platform for platform in map(read_platform, files)})


def mistake(folder: Path) -> CatalogError | None:
    """What loading this folder over the shipped catalogue complains of."""
    try:
        load_catalog(folder)
    except CatalogError as error:
        return error
    return None
