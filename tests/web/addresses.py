"""Every address of an application, as it is written in the code."""

from collections.abc import Iterator

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from starlette.routing import Mount


def addresses(app: FastAPI) -> Iterator[tuple[str, str]]:
    """Method and path of everything the application answers, as it is written in the code."""
    for route in iter_route_contexts(app.routes):
        path = route.path or ""
        if isinstance(route.route, Mount):
            inner = route.route.app
            if isinstance(inner, FastAPI):
                yield from ((method, path + rest) for method, rest in addresses(inner))
            continue
        for method in route.methods or ():
            yield method, path
