"""Every fault of one server in one run: each costs its own feed at most, none of them the run."""

from pathlib import Path

import pytest

from generator.collect.fetch import Limits, make_fetcher
from generator.collect.pipeline import collect
from generator.collect.report import FeedStatus
from generator.collect.workers import Workers
from generator.model import Outcome
from tests.collect.faults import FAULTS, FaultServer
from tests.collect.make import NOW, make_archive, make_feed, says

DEADLINE = 1.5


@pytest.fixture(scope="module")
def run():
    server = FaultServer()
    feeds = [make_feed(id=name, url=server.url(name)) for name in FAULTS]
    fetch = make_fetcher(NOW, user_agent="test", allow_private=True, limits=Limits(seconds=DEADLINE))
    with Workers(seconds=2) as parse:
        found = collect(feeds, make_archive(), (), now=NOW, fetch=fetch, parse=parse, analyze=says())
    server.close()
    return found


@pytest.fixture(scope="module")
def reports(run):
    return {report.feed: report for report in run.reports}


def test_there_are_many_faults():
    assert len(FAULTS) >= 100


@pytest.mark.slow
@pytest.mark.parametrize("name", FAULTS)
def test_what_must_come_of_a_fault(name, reports):
    expected = FAULTS[name][1]
    report = reports[name]

    if isinstance(expected, int):
        assert (report.status, report.items) == (FeedStatus.READ, expected), report.troubles
    else:
        assert expected in "".join(report.troubles), report


@pytest.mark.slow
def test_no_fault_is_silent(reports):
    silent = [name for name, report in reports.items() if not report.items and not report.troubles]

    assert silent == []


@pytest.mark.slow
def test_no_fault_takes_longer_than_its_deadlines(reports):
    slow = {name: report.seconds for name, report in reports.items() if report.seconds > DEADLINE + 8}

    assert slow == {}


@pytest.mark.slow
def test_every_item_of_every_feed_has_its_row(run, reports):
    rows = {(row.feed, row.key) for row in run.rows}

    assert len(rows) == len(run.rows)
    assert {row.outcome for row in run.rows} == {Outcome.CANDIDATE, Outcome.DUPLICATE}


@pytest.mark.slow
def test_nothing_of_ours_was_read(run):
    hostname = Path("/etc/hostname").read_text("utf-8").strip() if Path("/etc/hostname").exists() else ""

    assert all(hostname not in row.title for row in run.rows if hostname)
