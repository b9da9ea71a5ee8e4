import subprocess
from datetime import date

from builders import make_entry, make_issue
from generator import storage
from generator.desk.issues import reordered
from generator.errors import UsageError
from tests.desk.client import Client

PAGE = "/issues/2026-11"


def read(content):
    return (content / "issues" / "2026-11" / "issue.yml").read_text("utf-8")


def issue_form(client):
    fields = {}
    issue = next(one for one in client.desk.archive().issues if one.month == "2026-11")
    fields["published"] = issue.published.isoformat()
    fields["preface"] = "\n".join(issue.preface)
    for number, point in enumerate(issue.highlights):
        fields |= {f"highlights.{number}.text": point.text, f"highlights.{number}.entry": point.entry or ""}
    document = storage.open_issue(client.desk.content, "2026-11")
    return fields | {"digest": document.digest}


def test_the_page_says_what_is_missing(client, add_candidate, content):
    path = add_candidate()
    client.post("/candidates/2026-11-12-aaaa/accept")
    entry = content / "issues" / "2026-12" / "entries" / path.name
    entry.write_text(entry.read_text("utf-8").partition("body:")[0] + "sources: [{title: 題}]\n", "utf-8")
    words = client.get("/issues/2026-12").words

    assert "締切は2026年12月9日(あと19日)" in words
    assert "本文のない記事 1件" in words
    assert "今月の3点 0点" in words
    assert "記事のない分野: 政策・立法関連、対策、その他" in words
    assert "本文がありません。" in words


def test_saving_what_was_opened_changes_no_byte(client, content):
    before = read(content)

    assert client.post(PAGE, issue_form(client)).status == 303
    assert read(content) == before


def test_one_edited_point_changes_one_line(client, content):
    before = read(content).split("\n")
    client.post(PAGE, issue_form(client) | {"highlights.1.text": "二点目を直した。"})
    after = read(content).split("\n")

    assert [line for line in after if line not in before] == ["- text: 二点目を直した。"]
    assert len(before) == len(after)


def test_an_entry_is_moved_within_its_section_and_back(client, content):
    before = read(content)
    client.post(f"{PAGE}/move", {"entry": "2026-10-15-2k7j", "up": "1"})
    ids = [entry.id for entry in client.desk.archive().issues[-1].entries]

    assert ids[:2] == ["2026-10-15-2k7j", "2026-10-13-7x7y"]
    client.post(f"{PAGE}/move", {"entry": "2026-10-15-2k7j", "down": "1"})
    assert read(content) == before


def test_the_order_of_other_sections_is_kept():
    first, second = make_entry(id="2026-10-19-aaaa"), make_entry(id="2026-10-20-bbbb", announced=date(2026, 10, 20))
    issue = make_issue(first, second, order=("2026-10-01-zzzz",))

    assert reordered(issue, second.id, -1) == ("2026-10-01-zzzz", second.id, first.id)
    assert reordered(issue, first.id, -1) == ("2026-10-01-zzzz",)


def test_feeds_are_shown_as_the_last_run_left_them_the_failed_first(client, content):
    rows = [
        {"feed": "good", "status": "read", "candidates": 2, "newest": "2026-11-18T09:00:00+09:00"},
        {"feed": "gone", "status": "failed", "troubles": ["つながりません。"]},
    ]
    storage.save_state(content, "last-run", {"started": "2026-11-10T09:00:00+09:00", "feeds": rows})
    words = client.get(PAGE).words

    assert words.index("gone") < words.index("good 取得 2 2026-11-18")
    assert "つながりません。" in words
    assert "取りこぼします" in words


def test_a_button_calls_the_command_and_says_what_it_says(content):
    called = []

    def approve(month, by):
        called.append((month, by))
        return f"{by} さんが承認しました。"

    client = Client(content, actions={"approve": approve})

    assert client.post(f"{PAGE}/approve", {"value": "  "}).status == 409
    assert client.post(f"{PAGE}/approve", {"value": "架空 花子"}).status == 303
    assert called == [("2026-11", "架空 花子")]
    assert "架空 花子 さんが承認しました。" in client.get(PAGE).words


def test_sending_wants_the_month_typed(content):
    sent = []
    client = Client(content, actions={"send": lambda month, _value: sent.append(month) or "送りました。"})

    assert client.post(f"{PAGE}/send", {"value": "2026-1"}).status == 409
    assert sent == []
    client.post(f"{PAGE}/send", {"value": "2026-11"})
    assert sent == ["2026-11"]


def test_what_changed_since_the_page_was_read_is_not_approved(content):
    called = []
    client = Client(content, actions={"approve": lambda *_: called.append(1) or "承認しました。"})
    seal = client.get(PAGE).field("seal")
    path = content / "issues" / "2026-11" / "issue.yml"
    path.write_text(read(content) + "# ほかの人\n", "utf-8")
    client.post(f"{PAGE}/approve", {"value": "架空 太郎", "seal": seal})

    assert called == []
    assert "ファイルが変わりました" in client.get(PAGE).words
    client.post(f"{PAGE}/approve", {"value": "架空 太郎", "seal": client.get(PAGE).field("seal")})
    assert called == [1]


def test_who_wrote_the_issue_is_not_proposed_as_its_approver(content, monkeypatch):
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")

    def git(*arguments):
        subprocess.run(["git", "-C", str(content), *arguments], check=True)

    git("init", "-q")
    for name in ("架空 花子", "架空 太郎"):
        git("config", "user.name", name)
        git("config", "user.email", f"{name[-2:]}@kakuu.example")
        if name == "架空 花子":
            git("add", "issues")
            git("commit", "-q", "-m", "はじめ")
            assert Client(content).get(PAGE).text.count('value="架空') == 0
    approve = Client(content).get(PAGE).text.partition("/approve")[2]

    assert 'value="架空 太郎"' in approve


def test_a_refusal_of_a_command_is_shown_as_it_is(content):
    def refuse(month, value):
        raise UsageError("書いた人は承認できません。")

    client = Client(content, actions={"approve": refuse})
    client.post(f"{PAGE}/approve", {"value": "x"})

    assert "書いた人は承認できません。" in client.get(PAGE).words


def test_what_this_desk_cannot_do_is_said(client):
    assert "この机からはできません。運用担当が kawaraban approve で行います。" in client.get(PAGE).words
    assert client.post(f"{PAGE}/approve", {"value": "x"}).status == 409


def test_the_mail_is_shown_as_it_would_be_sent(client):
    assert "◇2026/11/5" in client.get(f"{PAGE}/mail/text").text
    assert "ジョブリーフェ" not in client.get(f"{PAGE}/mail/html").text
