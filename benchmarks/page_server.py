"""``python -m benchmarks.page_server OURS|DJANGO FOLDER``: one application behind uvicorn, on a port that it
prints. Both behind the same server: uvicorn with h11 and asyncio's own loop, as ``xiaohu serve`` has it."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import uvicorn

from config.settings import Settings
from web.app import create_app
from web.site import Site
from worker.installation import open_installation

NOW = datetime.fromisoformat("2026-10-10T10:00:00+08:00")
OURS, DJANGO = "ours", "django"


def settings_of(folder: Path) -> Settings:
    """The installation of that folder, on a morning with much to do."""
    return Settings(
        data_dir=folder,
        database_url="",
        base_url="http://127.0.0.1:1",
        operator="xiaohu.example",
        locale="zh_CN",
        timezone="Asia/Shanghai",
        digest_at="off",
        clock=NOW,
    )


@contextmanager
def served(application: str, folder: Path) -> Iterator[int]:
    """The port of the application in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.page_server", application, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield int(process.stdout.readline())
        finally:
            process.terminate()


def _serve(app: Any, interface: Literal["asgi3", "wsgi"]) -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listening:
        print(listening.getsockname()[1], flush=True)
        how: Any = {"http": "h11", "loop": "asyncio", "interface": interface, "lifespan": "off"}
        how["timeout_keep_alive"] = 600  # others have their turns meanwhile
        uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, **how)).run([listening])


def main(application: str, folder: Path) -> None:
    """Until it is terminated."""
    with open_installation(settings_of(folder)) as installation:
        if application == DJANGO:
            from benchmarks.django_page import application_of

            _serve(application_of(installation), "wsgi")
        else:
            _serve(create_app(Site(installation, b"for a benchmark only, 32 bytes..")), "asgi3")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
