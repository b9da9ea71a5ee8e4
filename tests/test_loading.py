"""What is loaded when: half of a small build was once the loading of what it did not need."""

import subprocess
import sys
from pathlib import Path

import pytest

from generator import language, model

ROOT = Path(__file__).parents[1]
BUILD = "import generator.mkdocs_plugin, generator.publish.syndication, sys; print(*sys.modules)"
OF_OTHER_JOURNEYS = ("language.analyze", "language.dates", "model.feed", "model.learning", "model.delivery", "storage")


@pytest.mark.parametrize("package", [language, model], ids=["language", "model"])
def test_a_package_that_loads_its_modules_late_gives_every_name_that_it_promises(package):
    homes = {name: getattr(package, name).__module__ for name in package.__all__}
    assert {home.rpartition(".")[0] for home in homes.values()} == {package.__name__}
    with pytest.raises(AttributeError):
        package.nothing_of_that_name  # noqa: B018 -- asking is the test


def test_a_build_loads_neither_the_analysis_of_headlines_nor_values_of_other_journeys():
    done = subprocess.run([sys.executable, "-c", BUILD], cwd=ROOT, check=True, capture_output=True, text=True)
    loaded = set(done.stdout.split())
    assert "generator.publish.pages" in loaded
    assert [name for name in OF_OTHER_JOURNEYS if f"generator.{name}" in loaded] == []
