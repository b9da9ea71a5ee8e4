"""The steps of MkDocs, and what we do at each.

on_config   the archive becomes pages           on_files   pages become files that exist nowhere on disk
on_nav      前号・次号                          on_env     the theme's frame is rendered once for many pages
on_post_*   small repairs of the theme          on_post_build   the gate reads the site, then it takes its place
"""

from __future__ import annotations

import atexit
import gc
import logging
import os
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from markupsafe import escape
from mkdocs.commands.build import build
from mkdocs.config import config_options, load_config
from mkdocs.config.base import Config
from mkdocs.exceptions import Abort, ConfigurationError, PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.utils import clean_directory

from ..errors import GeneratorError
from ..publish.pages import read_glossary, robots, sample_notice, search_files, site_pages, sitemap
from ..publish.rereading import Rereading
from ..publish.syndication import syndication_files
from .frames import FramingEnvironment
from .ready import ReadyPage
from .theme import BOX_INDEX, UNUSED, quicken, repair, search_box

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

    from ..model import Archive, Newsletter, PublicArchive
    from ..publish.pages import SitePage, Term

_SELDOM = 20_000  # new objects between two looks for garbage: a build makes much that stays, and little garbage
atexit.register(gc.freeze)  # a process that ends need not look for garbage in a whole site: 40 ms for 120 issues


class NewsletterConfig(Config):  # type: ignore[no-untyped-call] # MkDocs is typed in part
    """What may be said under `plugins: newsletter:` in mkdocs.yml."""

    content = config_options.Type(str, default="content")


class NewsletterPlugin(BasePlugin[NewsletterConfig]):  # type: ignore[no-untyped-call] # MkDocs is typed in part
    """The entry point `newsletter`."""

    def __init__(self) -> None:
        self._given: PublicArchive | None = None  # by build_site, else read in on_config
        self._extra_files: Mapping[str, bytes] | None = None  # by build_site, else made from the archive
        self._private: Archive | None = None
        self._command = ""
        self._pages: tuple[SitePage, ...] = ()
        self._menu: frozenset[str] = frozenset()
        self._destination: Path | None = None
        self._aside = ExitStack()
        self._rereading = Rereading()  # `serve` keeps the plugin: what was clean is not read again

    def give(self, archive: PublicArchive, extra_files: Mapping[str, bytes]) -> None:
        """Take the archive from a caller instead of reading it, and files to put beside the pages."""
        self._given, self._extra_files = archive, extra_files

    def on_startup(self, *, command: str, dirty: bool) -> None:  # noqa: ARG002 # MkDocs' signature
        """Learn whether this is `mkdocs build` or `serve`; being here keeps the plugin alive between rebuilds."""
        self._command = command

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Make the pages, and tell the theme what stands on each of them."""
        archive = self._given or self._read(self._content(config))
        self._public = archive
        self._pages = site_pages(archive, _terms(Path(config.docs_dir)))
        _describe(config, archive.newsletter)
        _add_newest_issue(config, archive)
        config.theme.static_templates.discard("sitemap.xml")  # it would give today as the date of every page
        quicken(config.theme)
        config.plugins["material/search"] = search_box()
        if self._command == "build":
            self._stage(config)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Put our pages and files among those of MkDocs."""
        standing = [file.url for file in files.documentation_pages()]
        for file in [file for file in files if UNUSED.search(file.src_uri)]:
            files.remove(file)
        for page in self._pages:
            file = File.generated(config, f"{page.path}index.md", content="", inclusion=InclusionLevel.NOT_IN_NAV)
            ReadyPage(page, file, config)
            _add(files, file)
        ours = {
            "sitemap.xml": sitemap(self._public.newsletter.site_url, self._pages, standing),
            "robots.txt": robots(self._public.newsletter),
            "search/search_index.json": BOX_INDEX,
            **search_files(self._public),
            **(syndication_files(self._public) if self._extra_files is None else self._extra_files),
        }
        for path, data in ours.items():
            _add(files, File.generated(config, path, content=data))
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Set 前号 and 次号; neighbours in the menu are no neighbours in time."""
        self._menu = frozenset(page.url for page in nav.pages)
        pages = {file.url: file.page for file in files.documentation_pages() if file.page}
        for page in pages.values():
            before, after = (page.ready.previous, page.ready.next) if isinstance(page, ReadyPage) else (None, None)
            page.previous_page = pages[before.path] if before else None
            page.next_page = pages[after.path] if after else None
            if isinstance(page, ReadyPage):
                page.is_framed = page.url not in self._menu
                page.is_late = page.is_framed and len(config.plugins.events["page_content"]) == 1  # nobody else asks
        return nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG002 # ditto
        """Let the theme render its frame once for each shape of page."""
        return cast("Environment", FramingEnvironment(env, self._menu))  # as far as MkDocs asks it, it is one

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002 # ditto
        """Say on the standing pages, too, that a sample is one; ours say it themselves."""
        if isinstance(page, ReadyPage):
            return html
        return f'<div class="kw-page">{sample_notice(self._public.newsletter)}\n{html}</div>'

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG002 # ditto
        """Repair what the theme gets wrong; a frame is repaired already."""
        return output if isinstance(page, ReadyPage) and page.is_framed else repair(output)

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:  # noqa: ARG002 # ditto
        """Repair the 404 page, which is no page to MkDocs."""
        return repair(output) if template_name.endswith(".html") else output

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Let the gate read what was built; only then the site takes its place."""
        if self._private is None:
            return  # build_site: its caller holds the gate
        leaks = self._leaks(Path(config.site_dir), self._private, self._content(config))
        if leaks:
            clean_directory(config.site_dir)
            raise PluginError("公開前検査で止めました。サイトは書き換えていません。\n" + "\n".join(leaks))
        if self._destination:
            from ..storage import swap_folder

            swap_folder(Path(config.site_dir), self._destination)
        self._aside.close()

    def on_build_error(self, *, error: Exception) -> None:  # noqa: ARG002 # MkDocs' signature
        """Leave no half-made site behind."""
        self._aside.close()

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:  # noqa: ARG002 # ditto
        """Build again when an editor saves a file."""
        server.watch(str(self._content(config)))
        return server

    def _content(self, config: MkDocsConfig) -> Path:
        return Path(config.config_file_path).parent / str(self.config.content)

    def _read(self, content: Path) -> PublicArchive:
        # Imported here: build_site needs neither, and the build of a given archive stays quick.
        from ..publish.anonymize import anonymize
        from ..storage import load_archive

        try:
            self._private = load_archive(content)
            return anonymize(self._private)
        except GeneratorError as error:
            raise PluginError(str(error)) from error

    def _leaks(self, site: Path, archive: Archive, content: Path) -> list[str]:
        from ..publish.pipeline import gate_needs
        from ..storage import load_gate_waivers

        needs = gate_needs(archive, load_gate_waivers(content), self._public)
        if self._command == "serve":
            return [str(leak) for leak in self._rereading.scan_trees(needs, [site]) or ()]
        return [str(leak) for leak in needs.gate().scan_tree(site)]

    def _stage(self, config: MkDocsConfig) -> None:
        """Build beside the site's place: what the gate has not read never lies where it could be published."""
        from ..storage import folder_aside

        self._destination = Path(config.site_dir)
        config.site_dir = str(self._aside.enter_context(folder_aside(self._destination)))


def build_site(
    config_file: Path,
    site_dir: Path,
    archive: PublicArchive,
    extra_files: Mapping[str, bytes],
    *,
    docs_dir: Path | None = None,
) -> None:
    """Build the whole site of an archive into an empty folder; the caller lets the gate read it.

    ``extra_files`` (path under the site -> bytes) are put beside the pages: feeds, charts. ``docs_dir`` is the folder
    of the standing pages where it is not the one of ``config_file``. The bytes depend on nothing but the arguments.
    Raises GeneratorError with everything that MkDocs complained about.
    """
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # the theme's advertisement on every start
    complaints = _Complaints()
    logger = logging.getLogger("mkdocs")
    propagate, logger.propagate = logger.propagate, False
    logger.addHandler(complaints)
    thresholds = gc.get_threshold()
    try:
        options = {"docs_dir": str(docs_dir)} if docs_dir else {}
        config = load_config(str(config_file), site_dir=str(site_dir), strict=True, **options)
        _plugin_of(config).give(archive, extra_files)
        gc.freeze()  # the archive stays until the end: nobody has to look again and again whether it is garbage
        gc.set_threshold(_SELDOM)
        build(config)
    except (Abort, ConfigurationError) as error:
        raise GeneratorError("\n".join(complaints.messages) or str(error)) from error
    finally:
        gc.unfreeze()
        gc.set_threshold(*thresholds)
        logger.removeHandler(complaints)
        logger.propagate = propagate


def _plugin_of(config: MkDocsConfig) -> NewsletterPlugin:
    plugin = config.plugins.get("newsletter")
    if not isinstance(plugin, NewsletterPlugin):
        raise GeneratorError(f"{config.config_file_path}: plugins に newsletter を書いてください。")
    return plugin


class _Complaints(logging.Handler):
    """Keeps warnings and errors, says nothing."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def _terms(pages: Path) -> tuple[Term, ...]:
    glossary = pages / "glossary.md"
    return read_glossary(glossary.read_text("utf-8")) if glossary.exists() else ()


def _describe(config: MkDocsConfig, newsletter: Newsletter) -> None:
    config.site_name = str(escape(newsletter.title))
    config.site_description = str(escape(newsletter.description))
    config.site_author = str(escape(newsletter.publisher))
    config.site_url = f"{newsletter.site_url.rstrip('/')}/"  # also in a preview: its bytes are those of the real site
    config.extra["newsletter"] = newsletter
    config.extra["sample_notice"] = sample_notice(newsletter)


def _add_newest_issue(config: MkDocsConfig, archive: PublicArchive) -> None:
    """The menu has always the same size: a menu with every issue in it doubles the time of a build."""
    if archive.issues and config.nav:
        home, *others = config.nav
        config.nav = [home, {"最新号": f"{archive.issues[-1].month}/index.md"}, *others]


def _add(files: Files, file: File) -> None:
    if files.get_file_from_path(file.src_uri):
        raise PluginError(f"{file.src_uri} は自動で作られます。同じ名前のファイルを content/pages から除いてください。")
    files.append(file)
