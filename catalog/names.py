"""What a platform is called, and when two spellings are one name."""

import re
import unicodedata

from catalog.platform import Platform

# An institution's core name ends before its company form; what follows that is a branch.
_COMPANY_FORM = re.compile(r"(?<=.)(股份有限公司|有限责任公司|有限公司).*$")


def own_names(platform: Platform) -> tuple[str, ...]:
    """What the platform itself is or was called, and no other one may be."""
    english = (platform.name_en,) if platform.name_en else ()
    return (platform.slug, *platform.renamed_from, platform.name, *platform.aliases, *english)


def normalise(name: str) -> str:
    """Letters, digits and Chinese only, in one width and case, an institution cut to its core name."""
    return "".join(words(name))


def words(name: str) -> list[str]:
    """The same in its parts."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return re.findall(r"[^\W_]+", _COMPANY_FORM.sub("", plain))
