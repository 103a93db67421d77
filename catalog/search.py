"""Finds platforms the way people write them: Chinese, pinyin, initials, institution names, aliases."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

from catalog.loading import Catalog
from catalog.names import normalise, own_names, words
from catalog.platform import Platform

# Which hit counts more: one on the platform's own name, on the lender's, on the app it lent through.
_OWN, _INSTITUTION, _VIA = 1.0, 0.9, 0.7

# Of 100. Lets one letter in six be missing or doubled (jindong), not exchanged: jindong is not jinrong.
_SOUNDS_ALIKE = 90


class Reading(NamedTuple):
    """A name as written (letters, digits and Chinese only) and as spoken, syllable by syllable."""

    text: str
    syllables: tuple[str, ...]

    @property
    def spoken(self) -> str:
        return "".join(self.syllables)

    @property
    def initials(self) -> str:
        return "".join(syllable[0] for syllable in self.syllables)

    @property
    def tails(self) -> list[str]:
        """``jing dong`` -> ``jingdong``, ``dong``: a part of a name begins where a syllable does."""
        return ["".join(self.syllables[i:]) for i in range(len(self.syllables))]


Score = Callable[[Reading, Reading], float]


def search(catalog: Catalog, query: str) -> list[Platform]:
    """The offered platforms a query names (or sounds like), best first; all of them for an empty query.

    Of equal hits those come first whose time is known: they can be followed by more than a guess.
    """
    offered = _offered(catalog)
    if not query.strip():
        return offered
    wanted = _read(query)
    if not wanted.text:
        return []
    return _ranked(offered, wanted, _hit) or _ranked(offered, wanted, _sound)


def nearest(catalog: Catalog, name: str, n: int = 3) -> list[Platform]:
    """The ``n`` offered platforms most like an unknown name, however little that is."""
    found = search(catalog, name)
    others = [platform for platform in _offered(catalog) if platform not in found]
    return [*found, *_ranked(others, _read(name), _likeness)][:n]


def resolve(catalog: Catalog, name: str) -> Platform | None:
    """The platform of exactly this slug (old ones too), name or alias.

    Case, width, spaces and punctuation do not matter.
    """
    wanted = normalise(name)
    for platform in catalog.platforms:
        if wanted in map(normalise, own_names(platform)):
            return platform
    return None


@lru_cache(maxsize=4096)
def _read(name: str) -> Reading:
    # Slow to import (0.2 s), and a name that resolves does without it.
    from pypinyin import lazy_pinyin

    parts = words(name)
    return Reading("".join(parts), tuple(syllable for part in parts for syllable in lazy_pinyin(part)))


def _offered(catalog: Catalog) -> list[Platform]:
    return [platform for platform in catalog.platforms if platform.offered]


def _ranked(platforms: list[Platform], wanted: Reading, score: Score) -> list[Platform]:
    best = {p.slug: max(score(wanted, label) * weight for label, weight in _labels(p)) for p in platforms}
    found = [platform for platform in platforms if best[platform.slug] > 0]
    return sorted(found, key=lambda platform: (-best[platform.slug], not _states_a_window(platform)))


def _states_a_window(platform: Platform) -> bool:
    return any(route.window for route in platform.routes)


def _labels(platform: Platform) -> Iterator[tuple[Reading, float]]:
    yield from ((_read(name), _OWN) for name in own_names(platform))
    yield from ((_read(name), _INSTITUTION) for name in platform.institutions)
    yield from ((_read(app), _VIA) for route in platform.routes for app in route.via)


def _hit(wanted: Reading, label: Reading) -> float:
    """100 the whole label, 90 its beginning, 80 a part of it, 70 the label is a part of the query, else 0."""
    text = wanted.text
    spellings = (label.text, label.spoken, label.initials)
    if text in spellings:
        return 100
    if any(spelling.startswith(text) for spelling in spellings):
        return 90
    within = not text.isascii() and text in label.text
    if within or text in label.initials or any(tail.startswith(text) for tail in label.tails):
        return 80
    return 70 if label.text in text else 0


def _sound(wanted: Reading, label: Reading) -> float:
    """How alike the query and a part of the label sound (京东今条, jindong), 0 below the threshold."""
    spoken = wanted.spoken
    parts = (tail[: len(spoken) + more] for tail in label.tails for more in (-1, 0, 1))
    return max((fuzz.ratio(spoken, part, score_cutoff=_SOUNDS_ALIKE) for part in parts), default=0)


def _likeness(wanted: Reading, label: Reading) -> float:
    return max(fuzz.ratio(wanted.text, label.text), fuzz.ratio(wanted.spoken, label.spoken))
