"""Work that is done once, however many threads come for its result at the same moment."""

from collections.abc import Callable, Hashable
from functools import wraps
from threading import RLock
from typing import ParamSpec, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")


def once(make: Callable[P, T]) -> Callable[P, T]:
    """``functools.cache`` for what is dear: the second thread waits for the first one's result.

    Without it, each of a worker's lanes reads all translations and compiles all templates at its first
    message, all of them at the same time. Positional arguments only.
    """
    made: dict[tuple[Hashable, ...], T] = {}
    making = RLock()

    @wraps(make)
    def get(*given: P.args, **_none: P.kwargs) -> T:
        asked = cast("tuple[Hashable, ...]", given)
        if asked not in made:
            with making:
                if asked not in made:
                    made[asked] = make(*given, **_none)
        return made[asked]

    return get
