"""A real file system that is full, under an installation of its own: where one may be mounted."""

import errno
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.fault.no_room import no_room
from tests.fault.scene import Scene

pytestmark = pytest.mark.sqlite


@pytest.fixture
def tmp_path(tmp_path: Path) -> Iterator[Path]:
    """The test's folder, on 16 MB of its own."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=16m,mode=0700", "xiaohu-tests", disk],
        capture_output=True,
        text=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip(f"A FULL DISK IS NOT TRIED HERE: mounting one takes rights: {mounted.stderr.strip()}")
    try:
        yield disk
    finally:
        subprocess.run(["umount", disk], check=True)


def test_full_when_reminders_come_due(scene: Scene) -> None:
    no_room(scene, lambda: _filled(scene.folder / "ballast"))


@contextmanager
def _filled(ballast: Path) -> Iterator[None]:
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError as refused:
            assert refused.errno == errno.ENOSPC  # noqa: PT017 (how long it takes is not known)
    yield
    ballast.unlink()
