"""What strict mode leaves to the editor."""

import pytest

from builders import make_archive, make_entry, make_issue, make_newsletter, make_organization
from generator.model import Highlight, Privacy
from generator.review.strict import check_strict
from tests.publish.anonymize.cast import parties

SHOP = make_organization(id="shop", name="架空商店株式会社", industry="小売会社")


def remarks(text, *, privacy=Privacy.STRICT, organizations=(SHOP,), **issue):
    who = parties(shop="victim") if organizations else ()
    entry = make_entry(headline="不正アクセス", body=(text,), parties=who, privacy=privacy)
    archive = make_archive(
        organizations=organizations, newsletter=make_newsletter(), issues=(make_issue(entry, **issue),)
    )
    return [(one.rule, one.path) for one in check_strict(archive)]


def test_a_name_in_quotes_that_nothing_says_what_it_is_is_told():
    assert remarks("架空商店は「ソラノミチ」を停止した。") == [("strict-quote", ("body", 0))]


@pytest.mark.parametrize(
    "text",
    ["会員システム「ソラノミチ」を停止した。", "架空商店は「不正な操作」があったとした。", "架空商店は謝罪した。"],
    ids=["a system's: its word is printed", "words", "nothing in quotes"],
)
def test_what_is_made_rough_or_is_no_name_is_not_told(text):
    assert remarks(text) == []


def test_an_exact_figure_of_a_strict_entry_among_the_months_points_is_told_before_the_gate_stops_it():
    points = (Highlight(text="小売会社から1,375名分が漏えい"),)
    assert remarks("架空商店は1,375名の情報が漏えいしたと公表した。", highlights=points) == [
        ("strict-figure-of-issue", ("highlights", 0, "text"))
    ]
    assert remarks("架空商店は公表した。", highlights=points) == []


def test_the_days_of_a_month_in_its_preface_tell_of_no_entry_but_its_figures_do():
    text = "架空商店は10月13日、1,375名の情報が漏えいしたと公表した。"
    assert remarks(text, preface=("10月13日から11月9日までの14件です。",)) == []
    assert remarks(text, preface=("1,375名の件があった月です。",)) == [("strict-figure-of-issue", ("preface", 0))]


def test_entries_that_are_not_strict_or_hide_nobody_are_left_alone():
    points = (Highlight(text="1,375名分"),)
    assert remarks("架空商店は「ソラノミチ」の1,375名と。", privacy=Privacy.NORMAL, highlights=points) == []
    assert remarks("「ソラノミチ」を停止、1,375名。", organizations=(), highlights=points) == []
