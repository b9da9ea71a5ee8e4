import re
from datetime import date

from generator.model import Facts, Section
from generator.publish.syndication import syndication_files
from tests.publish.pages.sample import archive, entry, issue

TITLE = "見本省 「個人データの取扱いに関する、とても長い名前の;指針,」改定案の意見募集"


def policy(entry_id="2026-10-01-aaaa", headline=TITLE, thread=None, **facts):
    return entry(entry_id, section=Section.POLICY, headline=headline, thread=thread, facts=Facts(**facts))


def calendar(*issues):
    return syndication_files(archive(*issues))["calendar.ics"]


def events(data):
    text = re.sub(r"\r\n[ \t]", "", data.decode())
    return [
        dict(line.split(":", 1) for line in event.strip().split("\r\n"))
        for event in re.findall(r"BEGIN:VEVENT\r\n(.*?)END:VEVENT", text, re.DOTALL)
    ]


def test_a_deadline_is_a_whole_day():
    event = events(calendar(issue(entries=[policy(comments_until=date(2026, 12, 31))])))[0]
    assert event["DTSTART;VALUE=DATE"] == "20261231"
    assert event["DTEND;VALUE=DATE"] == "20270101"
    assert event["DTSTAMP"] == "20261028T000000Z"  # nine o'clock in Japan, on the day of the issue


def test_lines_are_folded_by_octets_between_characters_and_end_as_the_standard_says():
    data = calendar(issue(entries=[policy(comments_until=date(2026, 12, 31))]))
    lines = data.split(b"\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 75
    assert any(line.startswith(b" ") for line in lines)
    assert all(line.decode() is not None for line in lines)  # no character is torn


def test_commas_and_semicolons_are_text():
    event = events(calendar(issue(entries=[policy(comments_until=date(2026, 12, 31))])))[0]
    assert "の\\;指針\\,」" in event["SUMMARY"]


def test_a_deadline_that_moves_stays_the_same_event():
    first = policy(comments_until=date(2026, 11, 30))
    later = policy("2026-11-01-bbbb", thread="2026-10-01-aaaa", comments_until=date(2026, 12, 31))
    before = events(calendar(issue("2026-10", [first])))
    after = events(calendar(issue("2026-10", [first]), issue("2026-11", [later])))
    assert len(before) == len(after) == 1
    assert before[0]["UID"] == after[0]["UID"]
    assert (before[0]["SEQUENCE"], after[0]["SEQUENCE"]) == ("0", "1")
    assert after[0]["DTSTART;VALUE=DATE"] == "20261231"


def test_an_archive_without_policies_has_a_calendar_without_events():
    data = calendar(issue(entries=[entry()]))
    assert data.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert events(data) == []
