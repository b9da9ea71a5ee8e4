"""Read a digest as it was mailed (text) into what the renderers take, and into the editors' files: by the product's
own reader (`kawaraban import`).
"""

from __future__ import annotations

import random

from builders import make_newsletter
from generator.model import Facts, PublicEntry, PublicIssue, PublicSource
from generator.storage import digest
from generator.storage.emit import emit

SEED = 7


def read_digest(text, **settings):
    """Give (newsletter, issue) of a digest; settings fill what the digest does not say (publisher …)."""
    newsletter, issue = _imported(text, **settings)
    return newsletter, PublicIssue(
        month=issue.month,
        published=issue.published,
        preface=issue.preface,
        highlights=(),
        entries=tuple(map(_public, issue.entries)),
    )


def editors_files(text, **settings):
    """Give the same digest as the editors' YAML files: {path under content/: text}."""
    newsletter, issue = _imported(text, **settings)
    folder = f"issues/{issue.month}"
    return {
        "newsletter.yml": emit(newsletter),
        f"{folder}/issue.yml": emit(issue),
        **{f"{folder}/entries/{entry.id}.yml": emit(entry) for entry in issue.entries},
    }


def _imported(text, **settings):
    read, _ = digest.read_digest(text, file="digest.txt")
    newsletter = make_newsletter(greeting=read.opening, footer=read.footer, **settings)
    letters = random.Random(SEED)  # noqa: S311 -- no secrets: ids that are the same in every run
    made = digest.to_issue(read, month=f"{read.published:%Y-%m}", newsletter=newsletter, taken=(), letters=letters)
    return newsletter, made.issue


def _public(entry):
    return PublicEntry(
        id=entry.id,
        section=entry.section,
        announced=entry.announced,
        headline=entry.headline,
        body=entry.body,
        facts=Facts(),
        sources=tuple(
            PublicSource(title=source.title, publisher=source.publisher) for source in entry.sources if source.printed
        ),
    )
