import hashlib
import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from generator.errors import GeneratorError
from generator.mkdocs_plugin import build_site, repair
from tests.publish.pages.sample import archive, entry, issue, large_archive, newsletter

ROOT = Path(__file__).parents[1]
CONFIG = ROOT / "mkdocs.yml"
THEME = """<div class="md-search" data-md-component="search" role="dialog">
<input class="md-toggle" data-md-toggle="search" type="checkbox" id="__search" autocomplete="off">
<label class="md-nav__title" for="__toc">目次</label>
<script id="__config">{"search": "../assets/javascripts/workers/search.a7633da7.min.js"}</script>"""


def built(folder, given=None, **options):
    folder.mkdir()
    build_site(CONFIG, folder, given or archive(issue("2026-10", [entry()])), options.pop("extra_files", {}), **options)
    return folder


def digest(folder):
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    given = large_archive(months=3, sample=True)
    return built(tmp_path_factory.mktemp("site") / "site", given, extra_files={"feed.xml": b"<feed/>"})


def texts(site):
    return {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in site.rglob("*.html")}


def test_every_page_of_the_archive_is_built(site):
    assert {"index.html", "2025-10/index.html", "archive/index.html", "about/index.html"} <= set(texts(site))


def test_extra_files_lie_beside_the_pages(site):
    assert (site / "feed.xml").read_bytes() == b"<feed/>"


class Fetched(HTMLParser):
    """What a browser fetches by itself: everything but links that a reader follows."""

    def __init__(self, html):
        super().__init__()
        self.addresses = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        is_followed = tag == "a" or attributes.get("rel") in ("canonical", "prev", "next")
        if not is_followed:
            self.addresses += [attributes[name] for name in ("src", "href", "srcset", "action") if attributes.get(name)]


def test_no_page_fetches_anything_from_elsewhere(site):
    for name, html in texts(site).items():
        foreign = [address for address in Fetched(html).addresses if re.match(r"(?:[a-z]+:)?//", address)]
        assert foreign == [], name
    for path in site.rglob("*.css"):
        assert not re.search(r"url\(['\"]?(?:https?:)?//|@import", path.read_text("utf-8")), path
    for path in (ROOT / "site_overrides").rglob("*.js"):
        assert not re.search(r"https?://", path.read_text("utf-8")), path


def test_every_page_of_a_sample_says_so_the_standing_ones_too(site):
    assert all("kw-sample" in html for html in texts(site).values())


def test_every_page_has_a_title_a_description_and_an_address(site):
    for name, html in texts(site).items():
        assert re.search(r"<title>[^<]*月刊かわら版</title>", html), name
        if name != "404.html":
            assert re.search(r'<meta name="description" content="[^"]+">', html), name
            assert '<link rel="canonical" href="https://kawaraban.example/news/' in html, name


def test_the_search_box_talks_to_our_worker_and_loads_no_index(site):
    html = texts(site)["index.html"]
    assert "assets/javascripts/search-worker.js" in html
    assert (site / "assets/javascripts/search-worker.js").exists()
    assert (site / "search/search_index.json").stat().st_size < 200
    assert not list(site.rglob("lunr*"))


def test_pages_may_be_kept_out_of_lists(tmp_path):
    hidden = built(tmp_path / "a", archive(issue("2026-10"), newsletter=newsletter(noindex=True)))
    assert all('content="noindex' in html for html in texts(hidden).values())


def test_markup_in_a_headline_stays_text(tmp_path):
    nasty = "</title><script>alert(1)</script>"
    entries = [entry("2026-09-01-aaaa", headline=nasty)]
    later = [entry("2026-10-01-bbbb", headline=nasty, thread="2026-09-01-aaaa", industry=nasty)]
    given = archive(issue("2026-09", entries), issue("2026-10", later), newsletter=newsletter(title=nasty))
    for name, html in texts(built(tmp_path / "site", given)).items():
        assert "<script>alert" not in html, name


def test_the_same_archive_gives_the_same_bytes_in_any_folder_on_any_day(tmp_path, monkeypatch):
    given = large_archive(months=2)
    first = digest(built(tmp_path / "a", given))
    elsewhere = tmp_path / "deep" / "er"
    elsewhere.mkdir(parents=True)
    monkeypatch.chdir(elsewhere)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")  # MkDocs' own clock, set to another day
    assert digest(built(elsewhere / "b", given)) == first


def test_a_fault_in_a_standing_page_stops_the_build_and_is_named(tmp_path):
    pages = tmp_path / "pages"
    shutil.copytree(ROOT / "content/pages", pages)
    (pages / "about.md").write_text("[どこか](nowhere.md)", "utf-8")
    with pytest.raises(GeneratorError, match=r"nowhere\.md"):
        built(tmp_path / "site", docs_dir=pages)


def test_a_standing_page_in_the_place_of_a_generated_one_is_an_error(tmp_path):
    pages = tmp_path / "pages"
    shutil.copytree(ROOT / "content/pages", pages)
    (pages / "index.md").write_text("# わたしのホーム", "utf-8")
    with pytest.raises(GeneratorError, match=r"index\.md は自動で作られます"):
        built(tmp_path / "site", docs_dir=pages)


def test_a_build_says_nothing(tmp_path, capfd):
    built(tmp_path / "site")
    assert capfd.readouterr() == ("", "")


def test_the_theme_is_mended():
    html = repair(THEME)
    assert 'role="dialog" aria-label="検索"' in html
    assert "autocomplete" not in html
    assert '"search": "../assets/javascripts/search-worker.js"' in html
    assert '<span class="md-nav__title">目次</span>' in html


def test_a_theme_that_changed_is_an_error_and_not_a_dead_search_box():
    with pytest.raises(Exception, match="テーマの検索"):
        repair(THEME.replace("workers/search.", "workers/find."))


def project(folder, **changes):
    """Make a project with an editor's files of one issue."""
    for name in ("mkdocs.yml", "site_overrides", "content/pages"):
        source, target = ROOT / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, target) if source.is_dir() else shutil.copyfile(source, target)
    files = {
        "content/newsletter.yml": NEWSLETTER,
        "content/issues/2026-10/issue.yml": "published: 2026-10-28\n",
        "content/issues/2026-10/entries/2026-10-19-q7mk.yml": ENTRY,
        "content/organizations/mihon-tsushin.yml": ORGANIZATION,
        **changes,
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


NEWSLETTER = """title: 月刊かわら版
publisher: 見本協会
postal_address: 〒000-0000 見本県見本市1-1
contact: {name: 編集部, email: desk@kawaraban.example}
opt_out: https://kawaraban.example/stop
site_url: https://kawaraban.example/
mail_from: news@kawaraban.example
"""
ENTRY = """section: incidents
announced: 2026-10-19
headline: ハクレイ通信 不正アクセスによる個人情報の漏えい
body:
- 株式会社ハクレイ通信は10月19日、同社のサーバへの不正アクセスを公表した。
parties:
- {organization: mihon-tsushin, role: victim}
"""
ORGANIZATION = """name: 株式会社ハクレイ通信
kind: company
other_names: [ハクレイ通信]
industry: 通信会社
"""


def mkdocs(folder, *arguments):
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *arguments],
        cwd=folder,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.slow
def test_mkdocs_build_reads_the_editors_files_and_hides_names(tmp_path):
    folder = project(tmp_path)
    result = mkdocs(folder, "build", "--strict")
    assert result.returncode == 0, result.stderr
    html = (folder / "site/2026-10/index.html").read_text("utf-8")
    assert "某通信会社" in html
    assert "ハクレイ" not in html
    assert sorted(path.name for path in folder.iterdir()) == ["content", "mkdocs.yml", "site", "site_overrides"]


@pytest.mark.slow
def test_the_gate_stops_mkdocs_build_and_the_old_site_stays(tmp_path):
    folder = project(tmp_path)
    assert mkdocs(folder, "build").returncode == 0
    before = digest(folder / "site")
    with (folder / "content/pages/about.md").open("a", encoding="utf-8") as page:
        page.write("\nハクレイ通信についてのお知らせ\n")
    result = mkdocs(folder, "build")
    assert result.returncode != 0
    assert "公開前検査" in result.stderr
    assert digest(folder / "site") == before
    assert not [path for path in folder.iterdir() if path.name.startswith(".site")]


@pytest.mark.slow
def test_a_fault_in_an_editors_file_is_said_without_a_traceback(tmp_path):
    folder = project(tmp_path, **{"content/issues/2026-10/issue.yml": "publisched: 2026-10-28\n"})
    result = mkdocs(folder, "build")
    assert result.returncode != 0
    assert "publisched" in result.stderr
    assert "Traceback" not in result.stderr
