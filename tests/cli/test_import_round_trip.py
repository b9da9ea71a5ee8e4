"""What our own mail prints, the import reads: any issue comes back as it was."""

import random
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from builders import make_newsletter
from generator.model import Facts, PublicCorrection, PublicEntry, PublicHighlight, PublicIssue, PublicSource, Section
from generator.model.rough_day import RoughDay
from generator.publish.mail.text import render_digest
from generator.storage.digest import read_digest, to_issue

DAY = date(2026, 11, 10)
# Marks are no part of a word; a sentence ends with 。, by which it differs from a source.
WORDS = st.text(alphabet="某通信会社不正アクセスをabc0123、()・:#'\"-", min_size=1, max_size=30).map(
    lambda text: f"某{text}社"
)
SENTENCES = st.lists(WORDS.map(lambda text: f"{text}。"), min_size=1, max_size=5).map(tuple)
DAYS = st.integers(0, 40).map(lambda number: DAY - timedelta(days=number))
SOURCES = st.builds(PublicSource, title=WORDS, publisher=WORDS)
CORRECTIONS = st.builds(PublicCorrection, day=DAYS, text=WORDS)
ENTRIES = st.builds(
    PublicEntry,
    id=st.just("2026-10-19-q7mk"),
    section=st.sampled_from(Section),
    announced=DAYS,
    headline=WORDS,
    body=SENTENCES,
    facts=st.just(Facts()),
    sources=st.lists(SOURCES, max_size=2).map(tuple),
    corrections=st.lists(CORRECTIONS, max_size=2).map(tuple),
)
ISSUES = st.builds(
    PublicIssue,
    month=st.just("2026-11"),
    published=st.just(DAY),
    preface=st.lists(WORDS, max_size=2).map(tuple),
    highlights=st.lists(WORDS.map(lambda text: PublicHighlight(text=text)), max_size=3).map(tuple),
    entries=st.lists(ENTRIES, min_size=1, max_size=5).map(tuple),
)


@settings(max_examples=150, deadline=None)
@given(issue=ISSUES)
def test_any_issue_comes_back_as_it_was_printed(issue):
    newsletter = make_newsletter(greeting=("いつもありがとうございます。",), footer=("▼お問い合わせ",))
    text = render_digest(issue, newsletter)

    digest, findings = read_digest(text, file="mail.txt")

    assert findings == ()
    letters = random.Random(1)  # noqa: S311 -- no secrets: ids that are the same in every run
    made = to_issue(digest, month=issue.month, newsletter=newsletter, taken=(), letters=letters)
    assert (made.greeting, made.footer) == (None, None)
    assert render_digest(public(made.issue), newsletter) == text


def test_a_day_that_strict_mode_told_roughly_comes_back_as_the_first_of_its_third():
    newsletter = make_newsletter()
    entry = PublicEntry(
        id="2026-10-11-q7mk",
        section=Section.INCIDENTS,
        announced=RoughDay.around(date(2026, 10, 19)),
        headline="某通信会社 漏えい",
        body=("某通信会社は10月中旬、公表した。",),
        facts=Facts(),
    )
    issue = PublicIssue(month="2026-11", published=DAY, preface=(), highlights=(), entries=(entry,))

    digest, findings = read_digest(render_digest(issue, newsletter), file="mail.txt")
    made = to_issue(digest, month="2026-11", newsletter=newsletter, taken=(), letters=random.Random(1))  # noqa: S311 -- as above

    assert findings == ()
    assert [(one.announced, one.headline) for one in made.issue.entries] == [(date(2026, 10, 11), "某通信会社 漏えい")]


def public(issue):
    """The same without names to hide: what the renderers take."""
    entries = tuple(
        PublicEntry(
            id=entry.id,
            section=entry.section,
            announced=entry.announced,
            headline=entry.headline,
            body=entry.body,
            facts=Facts(),
            sources=tuple(
                PublicSource(title=one.title, publisher=one.publisher) for one in entry.sources if one.printed
            ),
            corrections=tuple(PublicCorrection(day=one.day, text=one.text) for one in entry.corrections),
        )
        for entry in issue.entries
    )
    highlights = tuple(PublicHighlight(text=one.text) for one in issue.highlights)
    return PublicIssue(
        month=issue.month, published=issue.published, preface=issue.preface, highlights=highlights, entries=entries
    )
