"""Templates to HTML: the one place where a page's values meet its layout."""

from __future__ import annotations

import json
from functools import cache, partial
from typing import TYPE_CHECKING, cast
from urllib.parse import quote

from ..addresses import relative
from ..templating import environment

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jinja2 import Environment

    from ..templating import Markup

# Inside a script element only these could end it or begin a comment; JSON allows to write them as escapes.
_SCRIPT_ESCAPES = {character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def render(template: str, path: str, **values: object) -> str:
    """Fill a template for the page at ``path``; in it, ``href(target)`` makes a link relative to that page."""
    return _environment().get_template(template).render(href=partial(relative, path), **values)


def part(name: str, path: str) -> Callable[..., Markup]:
    """Give a macro of _parts.html, for what stands on many pages that lie as deep as ``path``."""
    module = _environment().get_template("_parts.html").make_module({"href": partial(relative, path)})
    return cast("Callable[..., Markup]", getattr(module, name))


def json_script(value: Mapping[str, object]) -> str:
    """Write JSON that is safe inside a script element, keys in the given order."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character, escaped in _SCRIPT_ESCAPES.items():
        text = text.replace(character, escaped)
    return text


def share_link(subject: str, body: str) -> str:
    """Make a mailto link that opens the reader's own mail program: no share button of anybody else."""
    return f"mailto:?subject={quote(subject)}&body={quote(body)}"


@cache
def _environment() -> Environment:
    return environment(__package__, of_values=True)
