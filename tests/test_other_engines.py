"""The engine can be changed: ProperDocs builds the same site, Zensical the same text from an export."""

import re

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.publish.anonymize import anonymize
from generator.storage import load_archive
from tests.engines import engine, run
from tests.publish.pages.test_markdown import ROOT, Text, exported
from tests.test_mkdocs_plugin import digest, mkdocs, project

pytestmark = pytest.mark.slow
ZENSICAL = """site_name: Export
docs_dir: docs
site_dir: out
theme: {language: ja, font: false}
markdown_extensions: [attr_list, def_list, tables]
"""


def test_properdocs_builds_the_same_bytes(tmp_path):
    packages = engine("properdocs==1.6.7", "--no-deps")
    folder = project(tmp_path)
    result = mkdocs(folder, "build", "--strict", "--site-dir", "one")
    assert result.returncode == 0, result.stderr
    result = run(packages, folder, "properdocs", "build", "--strict", "-f", "mkdocs.yml", "--site-dir", "two")
    assert result.returncode == 0, result.stderr
    assert "WARNING" not in result.stderr
    assert digest(folder / "one") == digest(folder / "two")


def test_zensical_builds_the_same_text_from_an_export(tmp_path):
    packages = engine("zensical==0.0.73")
    done = CliRunner().invoke(main, ["export", str(tmp_path / "docs"), "--content", str(ROOT / "content")])
    assert done.exit_code == 0, done.output
    (tmp_path / "mkdocs.yml").write_text(ZENSICAL, "utf-8")
    result = run(packages, tmp_path, "zensical", "build", "-f", "mkdocs.yml")
    assert result.returncode == 0, result.stdout + result.stderr
    pages, _ = exported(anonymize(load_archive(ROOT / "content")))
    different = [
        path
        for path, page in pages.items()
        if path != "search/" and article(tmp_path / "out" / path / "index.html") != Text(page.html).text
    ]
    assert different == []


def article(path):
    """Give the text of a page within the frame of its theme."""
    inner = re.search(
        r'<article class="md-content__inner[^>]*>(.*?)</article>\s*</div>', path.read_text("utf-8"), re.DOTALL
    )
    return Text(inner[1]).text
