"""What every channel keeps to itself."""

import logging
from collections.abc import Iterator

import pytest

from tests.contract.servers import PASSWORD

SECRETS = (PASSWORD, "wang", "马上消费", "400-860-0999")


@pytest.fixture(autouse=True)
def no_secret_is_logged(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> Iterator[None]:
    caplog.set_level(logging.DEBUG)
    yield
    ours = [
        r for r in caplog.records if not r.name.startswith(("mail.", "asyncio"))
    ]  # aiosmtpd is the other side
    said = "\n".join(r.getMessage() for r in ours) + "".join(capfd.readouterr())
    assert not [secret for secret in SECRETS if secret in said]
