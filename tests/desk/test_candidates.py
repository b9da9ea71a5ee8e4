"""The keys do what the commands do, to the same files, and every decision can be taken back."""

import json

from generator import storage
from generator.errors import UsageError
from generator.model import Outcome, Section
from tests.desk.client import Client

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
        "載せるとこうなります:",
        "載せない: 会員への影響が小さい",
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
    result = CliRunner().invoke(main, ["accept", A, "--draft", "--content", str(other), "--now", "2026-11-20T09:00"])

    assert result.exit_code == 0, result.output
    assert files(content) == files(other)


def test_a_candidate_can_go_into_another_issue(client, content, add_candidate):
    add_candidate(A)
    client.post(f"/candidates/{A}/accept", {"month": "2026-11"})

    assert (content / "issues" / "2026-11" / "entries" / f"{A}.yml").exists()


def test_a_candidate_is_accepted_into_a_section_with_one_key(client, content, add_candidate):
    add_candidate(A)
    client.post(f"/candidates/{A}/accept", {"section": "countermeasures"})

    assert storage.open_entry(content, A).value.section is Section.COUNTERMEASURES
    assert client.post(f"/candidates/{A}/accept", {"section": "x"}).status == 409


def test_after_the_last_candidate_the_issue_comes(client, add_candidate):
    add_candidate(A)
    add_candidate(B, "題")

    assert client.post(f"/candidates/{A}/accept").headers["Location"] == f"/candidates?at={B}"
    assert client.post(f"/candidates/{B}/refuse", {"reason": "対象外"}).headers["Location"] == "/issues"


def test_what_was_called_irrelevant_says_so_and_is_refused_as_such(client, add_candidate):
    path = add_candidate(A)
    path.write_text(path.read_text("utf-8").replace("  section: incidents\n", "  section: irrelevant\n"), "utf-8")
    words = client.get("/candidates").words

    assert "提案: 対象外" in words
    assert "載せない: 対象とする分野ではない" in words


def test_feeds_are_read_at_once_where_the_desk_may(content):
    called = []
    client = Client(content, actions={"collect": lambda *_: called.append(1) or "3の情報源を読みました。"})

    assert "今すぐ集める" in client.get("/candidates").words
    assert client.post("/collect").headers["Location"] == "/candidates"
    assert called == [1]
    assert "3の情報源を読みました。" in client.get("/candidates").words


def test_a_desk_that_may_not_collect_says_so(client):
    assert "今すぐ集める" not in client.get("/candidates").text.partition("</h1>")[2].partition("empty")[0]
    assert client.post("/collect").status == 409


def test_a_feed_run_that_fails_is_said(content):
    def collect(*_):
        raise UsageError("feeds.yml がありません。")

    client = Client(content, actions={"collect": collect})
    client.post("/collect")

    assert "feeds.yml がありません。" in client.get("/candidates").words


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
