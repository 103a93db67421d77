"""Work that is done once, however many threads come for its result at the same moment."""

from collections.abc import Callable
from functools import wraps
from threading import RLock
from typing import TypeVar, TypeVarTuple

Given = TypeVarTuple("Given")
T = TypeVar("T")


def once(make: Callable[[*Given], T]) -> Callable[[*Given], T]:
    """``functools.cache`` for what is dear: the second thread waits for the first one's result.

    Without it, each of a worker's lanes reads all translations and compiles all templates at its first
    message, all of them at the same time. Positional arguments only.
    """
    made: dict[tuple[*Given], T] = {}
    making = RLock()

    @wraps(make)
    def get(*given: *Given) -> T:
        if given not in made:
            with making:
                if given not in made:
                    made[given] = make(*given)
        return made[given]

    return get
