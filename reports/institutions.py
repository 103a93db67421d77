"""What a lender is called: on the report, in other reports, and in the catalogue."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from reports.characters import squeezed

if TYPE_CHECKING:
    from catalog.loading import Catalog
    from catalog.platform import Platform

_FORM = re.compile(r"(?<=.)(?:股份有限公司|有限责任公司|有限公司)")
_BRANCH = re.compile(r"(?<=.)(?:分行|支行|信用卡中心|营业部)")
_FORMER = re.compile(r"\(原:((?:[^()]|\([^()]*\))*)\)?")
COMMON_KNOWLEDGE = "common knowledge"


@lru_cache(maxsize=4096)
def names_of(institution: str) -> tuple[str, ...]:
    """The core names of an institution: of today's name first, then of former ones (原:…).

    >>> names_of("南银法巴消费金融有限公司(原:苏宁消费金融有限公司)")
    ('南银法巴消费金融', '苏宁消费金融')
    """
    text = squeezed(institution)
    former = [name for found in _FORMER.findall(text) for name in re.split("[、;,]", found) if name]
    return tuple(dict.fromkeys(core_name(name) for name in (_FORMER.sub("", text) or text, *former)))


def core_name(name: str) -> str:
    """A name up to its company form, or where it has none up to its branch."""
    cut = _FORM.search(name) or _BRANCH.search(name)
    return name[: cut.start()] if cut else name


@dataclass(frozen=True, slots=True)
class Behind:
    """A platform that an institution may stand for. The report names the lender, never the app: ask.

    ``grade``: how far the pair can be trusted: the catalogue's grade, or ``common knowledge``.
    """

    slug: str
    name: str
    grade: str


def platforms_behind(names: tuple[str, ...], catalog: "Catalog") -> tuple[Behind, ...]:
    """The catalogue's platforms that name one of these core names among their institutions."""
    from catalog.names import normalise

    wanted = {normalise(name) for name in names}
    return tuple(
        Behind(platform.slug, platform.name, _grade(platform))
        for platform in catalog.platforms
        if platform.offered
        and any(normalise(core_name(squeezed(known))) in wanted for known in platform.institutions)
    )


def _grade(platform: "Platform") -> str:
    return platform.institutions_source or platform.grade.value
