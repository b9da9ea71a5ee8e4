from pathlib import Path

import pytest

from generator.mkdocs_plugin import build_site
from generator.publish.syndication import syndication_files
from tests.browser.chromium import needed_browser, served
from tests.browser.corpus import corpus
from tests.publish.pages.sample import complete_archive

CONFIG = Path(__file__).parents[2] / "mkdocs.yml"


@pytest.fixture(scope="session")
def chromium():
    with needed_browser() as running:
        yield running


def _site(folder, given):
    folder.mkdir()
    build_site(CONFIG, folder, given, syndication_files(given))
    return folder


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory):
    """Build a site with fourteen issues in which every kind of entry and page appears."""
    return _site(tmp_path_factory.mktemp("large") / "site", complete_archive())


@pytest.fixture(scope="session")
def site(site_folder):
    """Give the address of this site."""
    with served(site_folder) as address:
        yield address


@pytest.fixture(scope="session")
def fast_site(site_folder):
    """Give the address of this site on a host that compresses, as real ones do."""
    with served(site_folder, is_compressed=True) as address:
        yield address


@pytest.fixture(scope="session")
def corpus_site(tmp_path_factory):
    """Give the address of a site with the texts that are searched."""
    with served(_site(tmp_path_factory.mktemp("corpus") / "site", corpus())) as address:
        yield address
