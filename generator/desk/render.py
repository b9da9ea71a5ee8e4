"""Templates to pages: the one place where the desk's values meet their layout."""

from __future__ import annotations

from functools import cache
from http import HTTPStatus
from typing import TYPE_CHECKING

from ..model import Section
from ..publish.templating import Markup, environment
from .web import Response

if TYPE_CHECKING:
    from jinja2 import Environment

    from .state import Desk


def render(template: str, **values: object) -> str:
    """Fill a template; every value is escaped, a missing one is an error."""
    return _environment().get_template(template).render(**values)


def page(
    desk: Desk, template: str, *, title: str, here: str = "", status: HTTPStatus = HTTPStatus.OK, **values: object
) -> Response:
    """Make a page of the desk; `here` is its place in the navigation."""
    frame = {
        "title": title,
        "here": here,
        "said": desk.said(),
        "csrf": desk.csrf,
        "waiting": desk.waiting,
        "unreadable": desk.unreadable,
        "sections": list(Section),
    }
    text = render(template, **{**frame, **values})
    return Response(body=text.encode(), status=status)


@cache
def _environment() -> Environment:
    jinja = environment(__package__)
    # The only HTML that is not made here: an article as the site's own templates wrote it, every text escaped by them.
    jinja.filters["rendered"] = Markup
    jinja.filters["merged"] = _merged
    return jinja


def _merged(blank: dict[str, str], row: dict[str, str]) -> dict[str, str]:
    """Fill the fields that a row does not have."""
    return blank | row
