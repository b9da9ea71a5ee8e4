"""Hands ready pages to MkDocs, and takes from it the frame around them. The only package that knows MkDocs.

    plugin   the steps of MkDocs, and what we do at each      ready    a page that is HTML already
    theme    what the theme gets wrong, and does not need     frames   the theme's frame, rendered once for many pages

`mkdocs build` and `mkdocs serve` come in through the plugin; `kawaraban build` through `build_site`.
"""

from .plugin import NewsletterPlugin, build_site
from .theme import repair

__all__ = ["NewsletterPlugin", "build_site", "repair"]
