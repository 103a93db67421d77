"""Jinja templates in one reader's language, translated when they are compiled and not each time they are
used."""

import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, nodes, select_autoescape
from jinja2.ext import InternationalizationExtension
from jinja2.parser import Parser

from config.i18n import Translator

_PART = re.compile(r"%(?:\((?P<name>\w+)\)s|%)")
"""What Jinja makes of a name within a text that is to be translated, and of a percent sign."""


def environment(folder: Path, said: Translator) -> Environment:
    """The templates of ``folder``; HTML is escaped, undefined names are an error."""
    made = Environment(
        loader=FileSystemLoader(folder),
        extensions=[_Translated],
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.policies["ext.i18n.trimmed"] = True
    made.extend(said=said)
    install = made.install_gettext_callables  # type: ignore[attr-defined]  # added by the extension
    install(said.gettext, said.translations.ngettext, newstyle=True)
    return made


class _Translated(InternationalizationExtension):
    """``{% trans %}`` becomes the translated text itself; where it counts things, Jinja's own call stays."""

    def parse(self, parser: Parser) -> nodes.Node | list[nodes.Node]:
        """The tag's text in the environment's language."""
        parsed = super().parse(parser)
        if isinstance(parsed, nodes.Output) and isinstance(call := parsed.nodes[0], nodes.Call):
            match call.node, call.args:
                case nodes.Name(name="gettext"), [nodes.Const(value=text)]:
                    values = {each.key: each.value for each in call.kwargs}
                    parsed.nodes = self._said(text, values)
        return parsed

    def _said(self, text: str, values: dict[str, nodes.Expr]) -> list[nodes.Expr]:
        translated = self.environment.said.gettext(text)  # type: ignore[attr-defined]  # extended above
        parts: list[nodes.Expr] = []
        at = 0
        for part in _PART.finditer(translated):
            parts.append(nodes.TemplateData(translated[at : part.start()]))
            name = part["name"]
            parts.append(values[name] if name else nodes.TemplateData("%"))
            at = part.end()
        return [*parts, nodes.TemplateData(translated[at:])]
