"""What other people's checkers say of our HTML: Nu HTML and caniemail; each shown to bite on a broken mail.

Both come from npm, at the versions of tests/tools/package.json.
"""

import json
import subprocess
from pathlib import Path

import pytest

from tests.browser.checkers import checker, need
from tests.publish.mail.copies import golden_mails

pytestmark = pytest.mark.slow

# Progressive enhancement: the mail looks right where these are dropped (MAIL.md, goal 3).
ENHANCEMENTS = {
    "@media",
    "<style> element",
    "color-scheme meta tag",
    "display:none",
    "role attribute",
    "<body> element",
}
both = pytest.mark.parametrize("number", [0, 1], ids=["issue", "correction"])


@pytest.fixture(scope="module")
def nu_errors(tmp_path_factory):
    """Give what the Nu checker says of each document; all in one run, since Java takes seconds to start."""
    issue, correction = (mail.html for mail in golden_mails())
    documents = {"issue": issue, "correction": correction, "broken": issue.replace("<h1", "<center><h1", 1)}
    folder = tmp_path_factory.mktemp("nu")
    for name, html in documents.items():
        (folder / f"{name}.html").write_text(html, "utf-8")
    jar = checker("vnu-jar") / "build" / "dist" / "vnu.jar"
    command = [need("java"), "-jar", jar, "--errors-only", "--stdout", "--format", "gnu", *folder.iterdir()]
    lines = subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines()
    return {name: [line for line in lines if f"/{name}.html" in line] for name in documents}


@pytest.mark.parametrize("name", ["issue", "correction"])
def test_the_nu_checker_finds_no_error(nu_errors, name):
    assert nu_errors[name] == []


def test_the_nu_checker_would_find_one(nu_errors):
    assert nu_errors["broken"] != []


def client_support(folder, html):
    """Give {feature: clients that lack it} and {feature: share of clients that have it}, of a fixed list."""
    path = folder / "mail.html"
    path.write_text(html, "utf-8")
    command = [need("node"), Path(__file__).with_name("client_support.mjs"), checker("caniemail"), path]
    told = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return told["unsupported"], told["support"]


@both
def test_clients_lack_nothing_but_the_enhancements(tmp_path, number):
    unsupported, support = client_support(tmp_path, golden_mails()[number].html)

    assert unsupported.keys() <= ENHANCEMENTS
    assert len(support) > 20


@both
def test_what_the_mail_uses_is_supported_by_86_in_100_clients_on_average(tmp_path, number):
    _, support = client_support(tmp_path, golden_mails()[number].html)

    assert sum(support.values()) / len(support) >= 0.86


def test_the_client_gate_would_find_a_flexbox(tmp_path):
    broken = golden_mails()[0].html.replace('align="center"', 'style="display:flex"', 1)

    unsupported, support = client_support(tmp_path, broken)

    assert unsupported.keys() - ENHANCEMENTS
    assert any("flex" in feature for feature in support)
