import hashlib
from pathlib import Path

import pytest
from mkdocs.config import load_config

from generator.mkdocs_plugin import build_site, plugin
from generator.mkdocs_plugin.ready import ReadyPage
from tests.publish.pages.sample import archive, entry, issue, large_archive

CONFIG = Path(__file__).parents[1] / "mkdocs.yml"
NASTY = '「A&B」 <b>太字</b> "引用" {{ 波かっこ }} \\1 \ue000title\ue001'


def pages(folder, given):
    folder.mkdir()
    build_site(CONFIG, folder, given, {})
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*.html")}


class Unframed:
    """A page's wish for a frame, never granted: the theme renders the whole page, as it does for pages of the menu."""

    def __get__(self, page, kind):
        return False

    def __set__(self, page, value):
        pass


@pytest.mark.parametrize(
    "given",
    [
        large_archive(months=27, a_month=6, sample=True),
        large_archive(months=3, a_month=6, entry_pages=True),
        archive(
            issue("2026-01", [entry("2026-01-01-aaaa")]),
            issue("2026-02", [entry("2026-02-01-bbbb", thread="2026-01-01-aaaa")]),
        ),
        archive(
            issue("2025-12", [entry("2025-12-01-aaaa", headline=NASTY, body=(NASTY,), industry=NASTY)]),
            issue("2026-01", []),
            issue("2026-02", [entry("2026-02-01-bbbb", headline=NASTY, thread="2025-12-01-aaaa")]),
        ),
    ],
    ids=["three years", "pages of entries", "one year", "odd"],
)
def test_a_page_in_a_ready_frame_is_the_page_as_the_theme_renders_it(tmp_path, monkeypatch, given):
    framed = pages(tmp_path / "framed", given)
    monkeypatch.setattr(ReadyPage, "is_framed", Unframed(), raising=False)
    rendered = pages(tmp_path / "rendered", given)
    assert framed.keys() == rendered.keys()
    different = [name for name, html in framed.items() if digest(html) != digest(rendered[name])]
    assert different == []


def digest(html):
    return hashlib.sha256(html.encode()).hexdigest()


def test_most_pages_come_out_of_a_frame(tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(ReadyPage, "read_source", spying(ReadyPage.read_source, asked))
    pages(tmp_path / "site", large_archive(months=14))
    assert sum(asked) / len(asked) > 0.8


def spying(read_source, asked):
    def read(page, config):
        asked.append(page.is_framed)
        read_source(page, config)

    return read


def test_another_plugin_that_changes_contents_gets_those_of_framed_pages_too(tmp_path, monkeypatch):
    def load(*given, **options):
        config = load_config(*given, **options)
        config.plugins.events["page_content"].append(lambda html, **_: f"<p>もう一つの拡張</p>{html}")
        return config

    monkeypatch.setattr(plugin, "load_config", load)
    given = large_archive(months=3)
    found = pages(tmp_path / "site", given)
    issues = [found[f"{issue.month}/index.html"] for issue in given.issues]
    assert all("<p>もう一つの拡張</p>" in html and "kw-page--issue" in html for html in issues)
