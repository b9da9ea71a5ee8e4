"""What the theme gets wrong, and what it does not need."""

from __future__ import annotations

import os
import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.theme import Theme

from ..publish.templating import compiled_templates

# The theme's own full-text search finds 59 % of what a Japanese reader looks for; ours takes its place, and these
# files of it are never asked for. Source maps are for the theme's makers. The sitemap and the favicon are ours.
UNUSED = re.compile(r"^assets/javascripts/(?:lunr/|workers/)|\.map$|^(?:sitemap\.xml|assets/images/favicon\.png)$")
# What the theme's search box asks for on every page, as short as can be; the entries come with the first word typed.
BOX_INDEX = b'{"config":{"lang":["ja"],"separator":"[\\\\s]+","pipeline":[],"fields":{}},"docs":[]}'

_WORKER = re.compile(r"/javascripts/workers/search\.[0-9a-f]+\.min\.js")
_OWN_WORKER = "/javascripts/search-worker.js"
_SEARCH_DIALOG = 'data-md-component="search" role="dialog"'
# It would tell strangers which versions run here, and differ from engine to engine.
_GENERATOR = re.compile(r'\s*<meta name="generator"[^>]*>')
_TOGGLES = ('id="__drawer"', 'id="__search"')
_TOC_LABEL = re.compile(r'<label class="md-nav__title" for="__toc">(.*?)</label>', re.DOTALL)


class _WithoutIcons(FileSystemLoader):
    """Loads the theme's templates; of its 14,000 icons none is asked for by listing, which alone takes 70 ms."""

    def list_templates(self) -> list[str]:
        """List what may be published: nothing below a folder whose name begins with a dot is."""
        found: set[str] = set()
        for root in map(Path, self.searchpath):
            for folder, folders, names in os.walk(root):
                folders[:] = [name for name in folders if not name.startswith(".")]
                found.update((Path(folder) / name).relative_to(root).as_posix() for name in names)
        return sorted(found)


def quicken(theme: Theme) -> None:
    """Let the theme's templates be found without its icons, and be compiled once instead of on every build."""
    make = theme.get_env

    def get_env() -> Environment:
        environment: Environment = make()
        environment.loader = _WithoutIcons(theme.dirs)
        environment.bytecode_cache = compiled_templates("theme")
        return environment

    theme.get_env = get_env  # type: ignore[method-assign] # asked again for every build, from the configuration


class SearchBoxConfig(Config):  # type: ignore[no-untyped-call] # MkDocs is typed in part
    """What the theme asks its search plugin."""

    enabled = config_options.Type(bool, default=True)


class SearchBox(BasePlugin[SearchBoxConfig]):  # type: ignore[no-untyped-call] # MkDocs is typed in part
    """Stands where the theme looks for its search plugin: the box is shown, and nobody reads all pages again."""


def search_box() -> SearchBox:
    """Make the stand-in for the theme's search plugin."""
    box = SearchBox()
    box.load_config({})
    return box


def repair(html: str) -> str:
    """Mend the theme's pages: our search worker, and three faults that checkers of HTML and accessibility find."""
    html, found = _WORKER.subn(_OWN_WORKER, html)
    if not found or _SEARCH_DIALOG not in html:
        raise PluginError(
            "テーマの検索の作りが変わりました。generator/mkdocs_plugin/theme.py の repair を直してください。"
        )
    html = _GENERATOR.sub("", html, count=1)
    html = html.replace(_SEARCH_DIALOG, f'{_SEARCH_DIALOG} aria-label="検索"')
    for toggle in _TOGGLES:
        html = html.replace(f'{toggle} autocomplete="off"', toggle)
    if 'id="__toc"' not in html:  # the label of a toggle that only pages in the menu have
        html = _TOC_LABEL.sub(lambda label: f'<span class="md-nav__title">{label[1]}</span>', html)
    return html
