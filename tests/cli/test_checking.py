"""check: what the review finds, and what the law on mails asks of newsletter.yml."""

import json
import re
import shutil

import pytest
from click.testing import CliRunner

from builders import ROOT
from generator.cli.main import main
from generator.review.rules import rules

BROKEN = {  # what stands in the file, and the rule that tells of it
    "http": ("mail-law-opt-out", "opt_out: .*", "opt_out: http://news.kawaraban.example/unsubscribe"),
    "no sender": ("mail-law-sender", "publisher: .*", "publisher: ' '"),
    "one click by mail": (
        "mail-one-click-https",
        "opt_out: .*",
        "opt_out: mailto:optout@news.example\none_click: true",
    ),
    "no address": ("value-empty", "postal_address: .*", "postal_address: ' '"),
    "no contact": ("value-empty", "contact: .*", "contact: {name: ' ', email: support@kawaraban.example}"),
}


@pytest.fixture
def content(tmp_path):
    shutil.copytree(ROOT / "content", tmp_path / "content")
    shutil.rmtree(tmp_path / "content" / "candidates", ignore_errors=True)
    return tmp_path / "content"


def found(content, *arguments):
    result = CliRunner().invoke(main, ["check", *arguments, "--format", "json", "--content", str(content)])
    rows = json.loads(result.output)
    return result.exit_code, [(row["rule"], row["file"].rsplit("/", 1)[-1]) for row in rows]


@pytest.mark.parametrize(("rule", "line", "broken"), BROKEN.values(), ids=BROKEN)
def test_what_the_law_on_mails_asks_for_is_an_error_whatever_is_checked(content, rule, line, broken):
    path = content / "newsletter.yml"
    path.write_text(re.sub(line, broken, path.read_text("utf-8"), count=1), "utf-8")

    for arguments in ((), ("2026-10",)):
        exit_code, rows = found(content, *arguments)
        assert (rule, "newsletter.yml") in rows
        assert exit_code == 1


def test_the_sample_obeys_the_law(content):
    _, rows = found(content)

    assert [rule for rule, _ in rows if rule.startswith("mail-")] == []


def test_every_rule_on_mails_is_in_the_list_of_rules():
    source = (ROOT / "generator/publish/mail/law.py").read_text("utf-8")

    assert set(re.findall(r'"(mail-[a-z-]+)"', source)) <= set(rules())
