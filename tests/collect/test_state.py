import json
from datetime import UTC, datetime

import pytest

from generator.collect.state import FeedState, states_from_json, states_to_json

STATE = FeedState(
    url="https://feed.example/news.rdf",
    etag='"a"',
    rows=3,
    newest=datetime(2026, 10, 19, 5, 0, tzinfo=UTC),
    retry_at=datetime(2026, 10, 21, tzinfo=UTC),
    failures=2,
)


def test_states_come_back_as_they_were_written():
    written = json.loads(json.dumps(states_to_json({"b": STATE, "a": FeedState(url="x")})))

    assert list(written) == ["a", "b"]
    assert states_from_json(written) == {"b": STATE, "a": FeedState(url="x")}


@pytest.mark.parametrize(
    "damaged",
    [
        None,
        [],
        {"a": None},
        {"a": {}},
        {"a": {"url": "x", "new": 1}},
        {"a": {"url": "x", "newest": "soon"}},
        {"a": {"url": "x", "retry_at": "2026-10-21T00:00:00"}},  # no zone: comparing it would end the run
        {"a": {"url": "x", "complaints": [{"ailment": "page", "since": "2026-10-21", "message": ""}]}},
        {"a": {"url": "x", "etag": 5}},
        {"a": {"url": "x", "rows": "many"}},
    ],
)
def test_a_damaged_memory_is_no_memory(damaged):
    assert states_from_json(damaged) == {}
