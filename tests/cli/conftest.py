"""A content folder of its own for each test, and the commands as a person types them."""

import shutil

import pytest
from click.testing import CliRunner

from builders import ROOT
from generator.cli import main
from tests.cli.house import make_house


@pytest.fixture
def kawaraban():
    def run(*arguments, code=0, stdin=None):
        result = CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == code, result.output
        return result

    return run


@pytest.fixture
def sample(tmp_path):
    """The sample archive, to be changed at will."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    return tmp_path / "content"


@pytest.fixture
def small(tmp_path):
    """The sample's newsletter and organizations, without an issue."""
    content = tmp_path / "content"
    shutil.copytree(ROOT / "content" / "organizations", content / "organizations")
    shutil.copy(ROOT / "content" / "newsletter.yml", content)
    return content


@pytest.fixture
def house(tmp_path):
    """An issue that is written and built, not yet approved."""
    return make_house(tmp_path)


@pytest.fixture
def approve(house, kawaraban):
    """Approve the issue as somebody who did not write it."""

    def run(*arguments, by="架空花子", code=0, month="2026-11"):
        places = (*house.places(), "--site-dir", house.root / "site")
        return kawaraban("approve", month, "--by", by, "--writer", "見本太郎", *places, *arguments, code=code)

    return run


@pytest.fixture
def send(house, kawaraban):
    """Send the issue to the sink, or wherever the test says."""

    def run(*arguments, code=0, month="2026-11"):
        return kawaraban("send", month, *house.places(), *arguments, code=code)

    return run
