"""``python -m cli``, the same as ``xiaohu``."""

from cli.main import app

app(prog_name="xiaohu")
