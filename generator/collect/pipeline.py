"""The journey from feeds.yml to candidates: gather first, then decide, and return values to be stored.

    gather     for each feed, 16 at a time:   fetch ─▶ parse ─▶ examine          (the world outside)
    conclude   in the order of feeds.yml:     dedupe ─▶ draft ─▶ report, state   (no clock, no network)

The caller stores candidates first, then rows, notes and states: a run that is killed in between is repeated by the
next one without a loss and without a double. (Notes come from rows: `revised.notes_of_run` gives them once more.)
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial

from ..model import Archive, CollectedItem, Entry, Feed, Learned
from .categorize import Analyze, judge_all
from .conclude import Concluded, conclude
from .decide import Decider
from .fetch import make_fetcher
from .gather import Fetch, Outside, Parse, gather, in_order
from .report import FeedReport
from .revised import RevisionNote
from .state import FeedState
from .workers import Workers

USER_AGENT = "kawaraban/0.1 (feed collector; a few requests a day)"


@dataclass(frozen=True, kw_only=True, slots=True)
class Collected:
    """What a run found: values to be stored, in this order, and what it has to say."""

    candidates: tuple[Entry, ...]
    rows: tuple[CollectedItem, ...]  # new rows only; those of revisions have revision > 0
    states: Mapping[str, FeedState]  # of every feed, asked or not; to be stored last
    reports: tuple[FeedReport, ...]  # one for each enabled feed, in the order of feeds.yml
    notes: tuple[RevisionNote, ...] = ()  # what publishers changed in stories that are candidates or entries


def collect(  # noqa: PLR0913 (the seams of the journey, each with the real thing as default)
    feeds: Iterable[Feed],
    archive: Archive | Callable[[], Archive],
    seen: Iterable[CollectedItem],
    *,
    now: datetime,
    states: Mapping[str, FeedState] | None = None,
    fetch: Fetch | None = None,
    parse: Parse | None = None,
    analyze: Analyze | None = None,
    learned: Learned | None = None,
    letters: random.Random | None = None,
    allow_private: bool = False,
    user_agent: str = USER_AGENT,
    progress: Callable[[Feed], None] = lambda _feed: None,
) -> Collected:
    """Ask every enabled feed and decide what becomes of each item; a bad feed is a line in the reports.

    `now` is an aware moment; `states` what the run before gave. `archive` may be a function that loads it: it is
    called only where there is something to decide on. `learned` is what editors' decisions taught. `progress` hears of
    each feed that is done, in this thread. Documents are read and headlines judged in processes of their own, unless
    `parse` and `analyze` say otherwise. Nothing is written.
    """
    wanted = [feed for feed in feeds if feed.enabled]
    rows = tuple(seen)
    decider = cache(
        lambda: Decider(
            archive() if callable(archive) else archive,
            rows,
            now=now,
            letters=letters or random.Random(),  # noqa: S311 (letters of an id, no secret)
            learned=learned,
        )
    )
    with ExitStack() as stack:
        workers = stack.enter_context(Workers(learned=learned))  # they start when they are first asked
        outside = Outside(
            fetch=fetch or make_fetcher(now, user_agent=user_agent, allow_private=allow_private),
            parse=parse or workers,
            judge=partial(judge_all, analyze=analyze) if analyze else workers.judge,
        )
        readings = gather(wanted, rows, states or {}, now=now, outside=outside)
        concluded = [conclude(reading, decider, wanted, now) for reading in in_order(wanted, readings, progress)]
    candidates = decider().candidates if any(one.decided.rows for one in concluded) else ()
    return _collected(concluded, candidates, states or {})


def _collected(
    concluded: Sequence[Concluded], candidates: tuple[Entry, ...], states: Mapping[str, FeedState]
) -> Collected:
    return Collected(
        candidates=candidates,
        rows=tuple(row for one in concluded for row in one.decided.rows),
        states={**states, **{one.report.feed: one.state for one in concluded}},
        reports=tuple(one.report for one in concluded),
        notes=tuple(note for one in concluded for note in one.decided.notes),
    )
