"""The example files of deploy/ name only what is there (settings, commands, figures); tools accept them."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from cli.main import app
from config.settings import Settings
from web.figures import Figures

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
TEXTS = {file: file.read_text(encoding="utf-8") for file in DEPLOY.rglob("*") if file.is_file()}
COMPOSE: dict[str, Any] = yaml.safe_load(TEXTS[DEPLOY / "compose.yaml"])


def commands() -> list[list[str]]:
    """Every call of the program, as words after ``xiaohu``."""
    in_units = re.findall(r"^ExecStart=\S+/xiaohu (.+)$", "\n".join(TEXTS[unit] for unit in UNITS), re.M)
    in_services = [s["command"][1:] for s in COMPOSE["services"].values() if "command" in s]
    in_image = json.loads(re.findall(r"^CMD (\[.+\])$", TEXTS[DEPLOY / "Dockerfile"], re.M)[0])[1:]
    return [*(line.split() for line in in_units), *in_services, in_image]


def test_every_setting_that_is_named_exists() -> None:
    named = {name for text in TEXTS.values() for name in re.findall(r"XIAOHU_[A-Z_]+", text)}
    assert len(named) > 3
    assert named <= {f"XIAOHU_{name.upper()}" for name in Settings.model_fields}


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_every_command_and_option_exists(words: list[str]) -> None:
    group: Any = typer.main.get_command(app)
    command = group.commands[words[0]]
    options = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in words[1:] if word.startswith("--")} <= options


@pytest.mark.parametrize("file", ["dashboard.json", "prometheus-rules.yaml"])
def test_every_figure_that_is_asked_for_is_served(file: str) -> None:
    asked = set(re.findall(r"xiaohu_[a-z_]+", TEXTS[DEPLOY / file]))
    served = {sample.name for family in Figures().families() for sample in family.samples}
    served |= {
        f"{family.name}{ending}" for family in Figures().families() for ending in ("_total", "_bucket")
    }
    assert len(asked) >= 5
    assert asked <= served


def test_containers_get_every_secret_from_outside() -> None:
    assert "PASSWORD=\n" in TEXTS[DEPLOY / "example.env"]
    for service in COMPOSE["services"].values():
        for name, value in service["environment"].items():
            if "PASSWORD" in name or "DATABASE_URL" in name:
                assert "${POSTGRES_PASSWORD:?" in value


def needs(tool: str) -> str:
    """The tool's path; CI has it."""
    found = shutil.which(tool)
    if found is None and os.environ.get("CI"):
        pytest.fail(f"{tool} is missing: .ci/system_packages installs it")
    if found is None:
        pytest.skip(f"NOT CHECKED: {tool} is not on this machine")
    return found


def test_systemd_accepts_the_units(tmp_path: Path) -> None:
    tool = needs("systemd-analyze")
    for unit in UNITS:
        name = unit.name.replace("@", "@1")
        (tmp_path / name).write_text(TEXTS[unit].replace("/srv/xiaohu/.venv/bin/xiaohu", sys.executable))
        ended = subprocess.run(
            [tool, "verify", "--man=no", tmp_path / name], capture_output=True, text=True, check=False
        )
        assert (ended.returncode, ended.stderr) == (0, "")


def test_compose_accepts_its_file() -> None:
    given = {"POSTGRES_PASSWORD": "x", "XIAOHU_BASE_URL": "https://xiaohu.example.org"}
    ended = subprocess.run(
        [needs("docker-compose"), "-f", DEPLOY / "compose.yaml", "config", "-q"],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | given,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
