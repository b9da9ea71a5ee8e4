import hashlib
import os
import subprocess
import sys
from dataclasses import replace

import pytest

from builders import ROOT
from generator.errors import UsageError
from generator.model import Contact
from generator.publish.mail import render_mail, requirements
from tests.publish.mail.golden import golden_month, heavy_month

AGAIN = """
import hashlib
from generator.publish.mail import render_mail
from tests.publish.mail.golden import golden_month
newsletter, issue = golden_month()
print(hashlib.sha256(render_mail(issue, newsletter).message).hexdigest())
"""


def test_a_newsletter_that_says_everything_lacks_nothing():
    newsletter, _ = golden_month()

    assert requirements(newsletter) == ()


@pytest.mark.parametrize(
    ("changes", "field", "rule"),
    [
        ({"publisher": " "}, "publisher", "mail-law-sender"),
        ({"postal_address": ""}, "postal_address", "mail-law-address"),
        ({"opt_out": ""}, "opt_out", "mail-law-opt-out"),
        ({"opt_out": "http://kawaraban.example/stop"}, "opt_out", "mail-law-opt-out"),
        ({"opt_out": "stop@kawaraban.example"}, "opt_out", "mail-law-opt-out"),
        ({"opt_out": "mailto:nobody"}, "opt_out", "mail-law-opt-out"),
        ({"contact": Contact(name="", email="a@a.example")}, "contact", "mail-law-contact"),
        ({"contact": Contact(name="窓口", email="電話で")}, "contact", "mail-law-contact"),
        ({"one_click": True, "opt_out": "mailto:stop@kawaraban.example"}, "one_click", "mail-one-click-https"),
        ({"mail_from": "編集部"}, "mail_from", "mail-from"),
        ({"site_url": "kawaraban.example"}, "site_url", "mail-site-url"),
    ],
)
def test_what_is_missing_is_named_and_no_mail_is_built(changes, field, rule):
    newsletter, issue = golden_month()
    poor = replace(newsletter, **changes)

    assert [(remark.path[0], remark.rule) for remark in requirements(poor)] == [(field, rule)]
    with pytest.raises(UsageError, match=f"{field} "):
        render_mail(issue, poor)


def test_everything_that_is_missing_is_said_at_once():
    newsletter, issue = golden_month()
    poor = replace(newsletter, publisher="", postal_address="", opt_out="", contact=Contact(name="", email=""))

    assert len(requirements(poor)) == 4
    with pytest.raises(UsageError) as refusal:
        render_mail(issue, poor)
    assert str(refusal.value).count("newsletter.yml: ") == 4


def test_one_click_is_allowed_over_https():
    newsletter, _ = golden_month()

    assert requirements(replace(newsletter, one_click=True)) == ()


def test_a_mail_that_was_shortened_warns_and_another_does_not():
    assert render_mail(*reversed(golden_month())).warnings == ()
    (warning,) = render_mail(*reversed(heavy_month(45))).warnings
    assert warning.startswith("2026-11: ")
    assert "冒頭の一文だけ" in warning


@pytest.mark.parametrize("seed", ["1", "77"])
def test_another_process_builds_the_same_bytes(seed):
    newsletter, issue = golden_month()
    here = hashlib.sha256(render_mail(issue, newsletter).message).hexdigest()

    there = subprocess.run(
        [sys.executable, "-c", AGAIN],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed, "TZ": "America/New_York", "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()

    assert there == here
