"""Templates speak the reader's language: translated when they are compiled, as Jinja does it at each use."""

from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined, UndefinedError, select_autoescape

from config import templates
from config.i18n import LOCALES, translator

LAID_OUT = """
<p>{% trans %}Open the page{% endtrans %}</p>
{% trans name=name %}Note: {{ name }}{% endtrans %}
{% trans %}
  100 % of {{ name }}
  over two lines
{% endtrans %}
{% trans count=count %}{{ count }} day{% pluralize %}{{ count }} days{% endtrans %}
"""
NAMES = ["华瑞银行", "<b>&", "100 %(name)s %", ""]


def _jinja(folder: Path, locale: str) -> Environment:
    said = translator(locale)
    made = Environment(
        loader=FileSystemLoader(folder),
        extensions=["jinja2.ext.i18n"],
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.policies["ext.i18n.trimmed"] = True
    install = made.install_gettext_callables  # type: ignore[attr-defined]  # added by the extension
    install(said.gettext, said.translations.ngettext, newstyle=True)
    return made


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("file", ["page.html", "page.txt"])
def test_it_is_what_jinja_makes_of_it(locale: str, name: str, file: str, tmp_path: Path) -> None:
    (tmp_path / file).write_text(LAID_OUT, encoding="utf-8")
    given: dict[str, Any] = {"name": name, "count": 2}
    made = templates.environment(tmp_path, translator(locale)).get_template(file).render(given)
    assert made == _jinja(tmp_path, locale).get_template(file).render(given)


def test_it_is_translated(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("{% trans %}Open the page{% endtrans %}", encoding="utf-8")
    made = templates.environment(tmp_path, translator("zh_CN")).get_template("page.txt").render()
    assert made == translator("zh_CN").gettext("Open the page") != "Open the page"


def test_a_name_that_nobody_gave_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("{% trans %}Note: {{ note }}{% endtrans %}", encoding="utf-8")
    page = templates.environment(tmp_path, translator("zh_CN")).get_template("page.txt")
    with pytest.raises(UndefinedError, match="note"):
        page.render()
