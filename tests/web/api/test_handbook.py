"""The commands in docs/api.md do what they say."""

import re
import shlex
from pathlib import Path

from tests.web.api.program import Program

PAGE = Path(__file__).parents[3] / "docs" / "api.md"


def commands() -> list[list[str]]:
    blocks = re.findall(r"^```sh\n(.*?)^```", PAGE.read_text(), re.M | re.S)
    return [shlex.split(line) for line in "".join(blocks).replace("\\\n", "").splitlines()]


def call(program: Program, command: list[str]) -> int:
    """What curl would send: its -X, -H and -d are all that is used."""
    known = {"$XIAOHU": "", "$TOKEN": program.token}
    words = [re.sub(r"\$\w+", lambda found: known[found[0]], word) for word in command[1:]]
    options = [(word, words[at + 1]) for at, word in enumerate(words) if word in ("-X", "-H", "-d")]
    [url] = [word for word in words if word.startswith("/api/")]
    headers = dict(value.split(": ", 1) for option, value in options if option == "-H")
    body = next((value for option, value in options if option == "-d"), None)
    method = dict(options).get("-X", "POST" if body else "GET")
    content = body.encode() if body else None
    return int(program.client.request(method, url, headers=headers, content=content).status_code)


def test_every_command_of_the_page_succeeds_one_after_the_other(program: Program) -> None:
    assert len(commands()) > 10
    for command in commands():
        assert command[0] == "curl"
        assert call(program, command) in (200, 201, 204), command


def test_the_page_names_every_noun_of_the_api(program: Program) -> None:
    document = program.client.get("/api/openapi.json").json()
    for path in document["paths"]:
        last = [part for part in path.split("/") if part and "{" not in part][-1]
        assert last in PAGE.read_text(), path
