"""The keys do what the commands do, to the same files, and every decision can be taken back."""

import json

from generator import storage
from generator.model import Outcome

A, B = "2026-11-12-aaaa", "2026-11-13-bbbb"


def files(content):
    return {path.relative_to(content).as_posix(): path.read_bytes() for path in content.rglob("*") if path.is_file()}


def changed_lines(old, new):
    old, new = old.decode().split("\n"), new.decode().split("\n")
    return [(a, b) for a, b in zip(old, new, strict=True) if a != b]


def test_a_card_shows_source_summary_section_and_reasons(client, add_candidate):
    add_candidate()
    words = client.get("/candidates").words

    for part in (
        "架空ニュース",
        "ミナセ通信が発表した。",
        "「不正アクセス」→インシデント",
        "確かさ 0.95",
        "ミナセ通信に不正アクセス",
    ):
        assert part in words


def test_accepting_moves_the_file_into_the_issue_of_its_cut_off_and_goes_on_to_the_next(client, content, add_candidate):
    path = add_candidate(A)
    add_candidate(B, "題")
    answer = client.post(f"/candidates/{A}/accept")

    assert answer.headers["Location"] == f"/candidates?at={B}"
    assert not path.exists()
    target = content / "issues" / "2026-12" / "entries" / f"{A}.yml"
    assert target.read_text("utf-8").startswith("# 担当: 編集部\nsection: incidents\n")
    assert "suggestion" not in target.read_text("utf-8")
    assert "2026年12月号に載せました" in client.get("/candidates").words


def test_the_desk_accepts_to_the_same_bytes_as_the_command(client, content, add_candidate, tmp_path):
    import shutil

    from click.testing import CliRunner

    from generator.cli import main

    add_candidate(A)
    other = tmp_path / "other" / "content"
    shutil.copytree(content, other)
    client.post(f"/candidates/{A}/accept")
    result = CliRunner().invoke(main, ["accept", A, "--content", str(other), "--now", "2026-11-20T09:00"])

    assert result.exit_code == 0, result.output
    assert files(content) == files(other)


def test_a_candidate_can_go_into_another_issue(client, content, add_candidate):
    add_candidate(A)
    client.post(f"/candidates/{A}/accept", {"month": "2026-11"})

    assert (content / "issues" / "2026-11" / "entries" / f"{A}.yml").exists()


def test_refusing_needs_a_reason_and_records_it(client, content, add_candidate):
    path = add_candidate(A)

    assert client.post(f"/candidates/{A}/refuse", {"reason": " 　"}).status == 409
    assert path.exists()
    client.post(f"/candidates/{A}/refuse", {"reason": "対象外"})
    assert not path.exists()
    rows = storage.load_collected(content)
    assert [(row.entry, row.outcome, row.note) for row in rows] == [(A, Outcome.REFUSED, "対象外")]


def test_a_number_changes_one_line(client, add_candidate):
    path = add_candidate(A)
    before = path.read_bytes()
    client.post(f"/candidates/{A}/section", {"section": "policy"})

    assert changed_lines(before, path.read_bytes()) == [("section: incidents", "section: policy")]


def test_a_thread_begins_with_its_first_entry_whichever_was_chosen(client, content, add_candidate):
    path = add_candidate(A)
    first = "2026-10-13-7x7y"
    later = content / "issues" / "2026-11" / "entries" / "2026-11-09-un7j.yml"
    later.write_text(later.read_text("utf-8").replace("headline:", f"thread: {first}\nheadline:", 1), "utf-8")
    client.post(f"/candidates/{A}/thread", {"other": "2026-11-09-un7j"})

    assert f"\nthread: {first}\n" in path.read_text("utf-8")


def test_an_unknown_thread_is_refused(client, add_candidate):
    path = add_candidate(A)
    before = path.read_bytes()

    assert client.post(f"/candidates/{A}/thread", {"other": "2020-01-01-zzzz"}).status == 409
    assert path.read_bytes() == before


def test_every_decision_is_taken_back_to_the_byte(client, content, add_candidate):
    add_candidate(A)
    add_candidate(B, "題")
    row = {
        "feed": "kakuu",
        "key": "k",
        "link": "l",
        "title": "題",
        "published": None,
        "revision": 0,
        "fingerprint": "f",
    }
    row |= {"first_seen": "2026-11-12T09:00:00+09:00", "outcome": "candidate", "entry": B, "later_key": 1}
    (content / "collected").mkdir()
    (content / "collected" / "2026-11.jsonl").write_text(json.dumps(row, ensure_ascii=False) + "\n", "utf-8")
    before = files(content)

    client.post(f"/candidates/{A}/section", {"section": "other"})
    client.post(f"/candidates/{A}/accept")
    client.post(f"/candidates/{B}/refuse", {"reason": "対象外"})
    assert files(content) != before
    for _ in range(3):
        assert client.post("/undo").status == 303
    assert {name: data for name, data in files(content).items() if data} == before
    assert not (content / "issues" / "2026-12").exists()


def test_what_was_written_since_is_not_taken_back(client, content, add_candidate):
    add_candidate(A)
    client.post(f"/candidates/{A}/accept")
    target = content / "issues" / "2026-12" / "entries" / f"{A}.yml"
    target.write_text(target.read_text("utf-8") + "body:\n- 書いた。\n", "utf-8")

    assert client.post("/undo").status == 409
    assert "書いた。" in target.read_text("utf-8")


def test_nothing_to_take_back_is_said(client):
    assert "元に戻せる操作はありません" in client.post("/undo").words


def test_a_candidate_that_somebody_else_decided_is_said(client, add_candidate):
    add_candidate(A).unlink()

    assert "もうありません" in client.post(f"/candidates/{A}/accept").words


def test_a_file_that_cannot_be_read_does_not_hide_the_others(client, add_candidate):
    add_candidate(A)
    add_candidate(B).write_text("headline：全角", "utf-8")
    words = client.get("/candidates").words

    assert "ミナセ通信に不正アクセス" in words
    assert "読めないファイルが1件" in words
