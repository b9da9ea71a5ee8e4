"""git without git: what changed in words, saved, exchanged; a conflict destroys nothing."""

import shutil
import subprocess
from datetime import datetime

import pytest

from generator import storage
from generator.desk.saving import keep, take_in
from generator.model import Approval, IssueDigest, Sent, Tally
from generator.text import JST
from tests.desk.client import Client

ENTRY = "issues/2026-11/entries/2026-11-05-d44v.yml"
A, B = "2026-11-12-aaaa", "2026-11-13-bbbb"


def git(folder, *arguments):
    done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(autouse=True)
def _no_git_settings_of_this_machine(monkeypatch, tmp_path):
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture
def kept(content):
    """The content in a repository with one save."""
    root = content.parent
    git(root, "init", "-q", "-b", "main")
    git(root, "config", "user.name", "架空 花子")
    git(root, "config", "user.email", "hanako@kakuu.example")
    git(root, "add", "content")
    git(root, "commit", "-q", "-m", "はじめ")
    return content


@pytest.fixture
def two_machines(kept, tmp_path):
    """Two people with a folder each, and the shared place."""
    shared = tmp_path / "shared.git"
    git(tmp_path, "clone", "-q", "--bare", str(kept.parent), str(shared))
    folders = []
    for name in ("花子", "太郎"):
        folder = tmp_path / name
        git(tmp_path, "clone", "-q", str(shared), str(folder))
        git(folder, "config", "user.name", name)
        git(folder, "config", "user.email", "editor@kakuu.example")
        folders.append(folder / "content")
    return folders


def test_a_new_candidate_stays_one_where_another_desk_decided_all_others(two_machines, add_candidate, content):
    hanako, taro = two_machines
    for name in (A, B):
        path = add_candidate(name)
        target = hanako / "candidates" / "2026-11" / path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    Client(hanako).post("/saving")
    git(taro.parent, "pull", "-q")
    (hanako / "issues" / "2026-12").mkdir()
    (hanako / "candidates" / "2026-11").rename(hanako / "issues" / "2026-12" / "entries")
    new = taro / "candidates" / "2026-11" / "2026-11-14-cccc.yml"
    shutil.copy(add_candidate("2026-11-14-cccc", "続く別の話"), new)
    Client(taro).post("/saving")

    assert Client(hanako).post("/saving").status == 303

    assert (hanako / "candidates" / "2026-11" / new.name).exists()
    assert len(list((hanako / "issues" / "2026-12" / "entries").iterdir())) == 2


def edit(content, path, old, new):
    file = content / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_a_folder_without_git_is_said_honestly(client):
    assert "git で管理されていません" in client.get("/saving").words
    assert client.post("/saving").status == 409


def test_changes_are_said_in_words(kept, add_candidate):
    client = Client(kept)
    assert "変えたところはありません" in client.get("/saving").words
    add_candidate(A)
    git(kept.parent, "add", "content")
    git(kept.parent, "commit", "-q", "-m", "集めた")
    add_candidate(B, "別の候補")
    client.post(f"/candidates/{A}/accept")
    edit(kept, ENTRY, "headline: ", "headline: 続報 ")
    edit(kept, "organizations/okamugi.yml", "industry: 小売会社", "industry: 食品会社")
    edit(kept, "issues/2026-11/issue.yml", "preface:", "preface:\n- ごあいさつ。")
    words = client.get("/saving").words

    for sentence in (
        "を2026年12月号に載せました",
        "2026年12月号を始めました",
        "の見出しを直しました",
        "組織「株式会社オカムギ」の業種を直しました",
        "2026年11月号の前書きを直しました",
        "新しい候補が1件あります",
    ):
        assert sentence in words, sentence
    for word in ("jsonl", ".yml", "modified", "commit"):
        assert word not in words


def test_an_approval_and_a_sending_are_told_by_what_they_are(kept):
    root, moment = kept.parent, datetime(2026, 11, 20, 9, tzinfo=JST)
    digest = IssueDigest(digest="a", text="b", html="c", message="d", frame="e")
    desk = Client(kept).desk
    for path in (kept / "issues" / "2026-11").glob("*.yml"):
        if path.name in {"approval.yml", "sent.yml"}:
            path.unlink()
    git(root, "commit", "-q", "--allow-empty", "-am", "もう一度")
    storage.save_approval(kept, "2026-11", Approval(by="架空 太郎", at=moment, writers=("x",), approved=digest))
    keep(desk)
    approved = git(root, "log", "-1", "--format=%s").strip()
    sent = Sent(run="r", message="d", approved_by="x", via="smtp", recipients=2, begun=moment, tally=Tally(sent=2))
    storage.save_sent(kept, "2026-11", sent)
    storage.keep_as_sent(kept, "2026-11", {"mail.txt": b"x"})
    keep(desk)

    assert approved == "2026年11月号を承認しました(架空 太郎)"
    assert git(root, "log", "-1", "--format=%s").strip() == "2026年11月号を2件に送りました"


def test_a_refusal_is_said_with_its_reason(kept, add_candidate):
    add_candidate(A)
    git(kept.parent, "add", "content")
    git(kept.parent, "commit", "-q", "-m", "集めた")
    client = Client(kept)
    client.post(f"/candidates/{A}/refuse", {"reason": "対象外"})

    assert "を載せないことにしました(理由: 対象外)" in client.get("/saving").words


def test_saving_commits_content_alone_with_a_message_that_says_what(kept):
    root = kept.parent
    (root / "other.txt").write_text("x", "utf-8")
    git(root, "add", "other.txt")
    edit(kept, ENTRY, "headline: ", "headline: 続報 ")
    Client(kept).post("/saving", {"note": "見出しを直した"})

    assert git(root, "show", "--name-only", "--format=", "HEAD").split() == [f"content/{ENTRY}"]
    message = git(root, "log", "-1", "--format=%an%n%B")
    assert message.startswith("架空 花子\n見出しを直した\n\n記事 1件\n\n- 「続報 ")
    assert git(root, "status", "--porcelain") == "A  other.txt\n?? .cache/\n" or "other.txt" in git(
        root, "status", "--porcelain"
    )


def test_the_name_is_asked_where_git_knows_none(kept):
    git(kept.parent, "config", "--unset", "user.name")
    edit(kept, ENTRY, "headline: ", "headline: 続報 ")
    client = Client(kept)

    assert "あなたの名前" in client.get("/saving").words
    assert client.post("/saving", {"author": ""}).status == 409
    client.post("/saving", {"author": "架空 次郎"})
    assert git(kept.parent, "log", "-1", "--format=%an") == "架空 次郎\n"


def test_two_people_with_different_files_meet_without_a_word(two_machines):
    hers, his = two_machines
    edit(hers, ENTRY, "headline: ", "headline: 花子の ")
    edit(his, "organizations/okamugi.yml", "industry: 小売会社", "industry: 食品会社")
    assert Client(hers).post("/saving").status == 303
    client = Client(his)
    assert client.post("/saving").status == 303

    assert "ほかの人の保存 1回分を取り込みました" in client.get("/saving").words
    assert "headline: 花子の" in (his / ENTRY).read_text("utf-8")
    assert Client(hers).post("/saving").status == 303
    assert "食品会社" in (hers / "organizations/okamugi.yml").read_text("utf-8")


def rows(outcomes):
    line = (
        '{"feed": "kakuu", "key": "%s", "link": "l", "title": "題", "published": null, '
        '"first_seen": "2026-11-12T09:00:00+09:00", "revision": 0, '
        '"outcome": "%s", "fingerprint": "f", "entry": "%s"}\n'
    )
    return "".join(line % (key, outcome, key) for key, outcome in outcomes)


def test_two_people_who_decide_on_neighbouring_candidates_meet_without_a_conflict(two_machines, add_candidate, content):
    hers, his = two_machines
    for name in (A, B):
        path = add_candidate(name, f"題 {name}")
        target = hers / "candidates" / "2026-11" / path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    (hers / "collected").mkdir()
    (hers / "collected" / "2026-11.jsonl").write_text(rows([(A, "candidate"), (B, "candidate")]), "utf-8")
    assert Client(hers).post("/saving").status == 303
    assert Client(his).post("/saving").status == 303
    Client(hers).post(f"/candidates/{A}/accept", {"month": "2026-11"})
    Client(his).post(f"/candidates/{B}/refuse", {"reason": "対象外"})
    assert Client(hers).post("/saving").status == 303
    assert Client(his).post("/saving").status == 303

    text = (his / "collected" / "2026-11.jsonl").read_text("utf-8")
    assert [line.partition('"outcome": "')[2].partition('"')[0] for line in text.splitlines()] == [
        "accepted",
        "refused",
    ]
    assert not list((his / "candidates").rglob("*.yml"))
    assert (his / "issues" / "2026-11" / "entries" / f"{A}.yml").exists()


@pytest.fixture
def conflict(two_machines):
    hers, his = two_machines
    edit(hers, ENTRY, "headline: ", "headline: 花子の ")
    edit(his, ENTRY, "headline: ", "headline: 太郎の ")
    assert Client(hers).post("/saving").status == 303
    client = Client(his)
    return hers, his, client, client.post("/saving")


def test_a_conflict_is_explained_with_both_versions_and_destroys_nothing(conflict):
    _, his, _, answer = conflict

    assert answer.status == 409
    assert "何も失われていません" in answer.words
    assert "headline: 花子の" in answer.words
    assert "headline: 太郎の" in answer.words
    assert "headline: 太郎の" in (his / ENTRY).read_text("utf-8")
    assert "<<<<<<<" not in (his / ENTRY).read_text("utf-8")
    assert git(his, "log", "-1", "--format=%an") == "太郎\n"
    assert "MERGE" not in git(his, "status")


@pytest.mark.parametrize(("choice", "stands"), [("mine", "太郎の"), ("theirs", "花子の")])
def test_the_chosen_version_stands_and_the_other_is_in_the_history(conflict, choice, stands):
    hers, his, client, _ = conflict
    answer = client.post("/saving", {"path.0": f"content/{ENTRY}", "choice.0": choice})

    assert answer.status == 303
    assert f"headline: {stands}" in (his / ENTRY).read_text("utf-8")
    history = git(his, "log", "-p", "--format=", "-m")
    assert "+headline: 太郎の" in history
    assert "+headline: 花子の" in history
    assert Client(hers).post("/saving").status == 303
    assert f"headline: {stands}" in (hers / ENTRY).read_text("utf-8")


def test_one_who_removes_and_one_who_edits_are_asked(two_machines):
    hers, his = two_machines
    (hers / ENTRY).unlink()
    edit(his, ENTRY, "headline: ", "headline: 太郎の ")
    Client(hers).post("/saving")
    client = Client(his)
    answer = client.post("/saving")

    assert "この版では、ファイルが消されています" in answer.words
    client.post("/saving", {"path.0": f"content/{ENTRY}", "choice.0": "mine"})
    assert "太郎の" in (his / ENTRY).read_text("utf-8")


def test_a_shared_place_that_does_not_answer_loses_no_save(two_machines, tmp_path):
    hers, _ = two_machines
    (tmp_path / "shared.git").rename(tmp_path / "away.git")
    edit(hers, ENTRY, "headline: ", "headline: 花子の ")
    client = Client(hers)
    client.post("/saving")

    assert "このパソコンには保存しました。" in client.get("/saving").words
    assert "花子の" in git(hers, "show", f"HEAD:content/{ENTRY}")


def test_a_merge_begun_elsewhere_is_left_alone(conflict):
    _, his, client, _ = conflict
    subprocess.run(["git", "-C", str(his), "merge", "origin/main"], capture_output=True, check=False)
    before = (his / ENTRY).read_text("utf-8")
    answer = client.post("/saving")

    assert answer.status == 409
    assert (his / ENTRY).read_text("utf-8") == before


def test_a_desk_that_is_opened_takes_in_what_others_saved(two_machines):
    hers, his = two_machines
    edit(hers, ENTRY, "headline: ", "headline: 花子の ")
    Client(hers).post("/saving")
    client = Client(his)
    take_in(client.desk)

    assert "花子の" in (his / ENTRY).read_text("utf-8")
    assert "ほかの人の保存 1回分を取り込みました。" in client.get("/saving").words


def test_a_desk_opens_without_the_shared_place(two_machines, tmp_path):
    _, his = two_machines
    (tmp_path / "shared.git").rename(tmp_path / "away.git")
    client = Client(his)
    take_in(client.desk)

    assert "つながりませんでした" in client.get("/saving").words


def test_an_approval_is_shared_at_once_and_a_conflict_only_told(two_machines, tmp_path):
    hers, his = two_machines
    edit(hers, ENTRY, "headline: ", "headline: 花子の ")
    Client(hers).post("/saving")
    edit(his, ENTRY, "headline: ", "headline: 太郎の ")
    client = Client(his)
    keep(client.desk)

    assert "どちらを残すかを選んでください" in client.get("/saving").words
    assert "太郎の" in (his / ENTRY).read_text("utf-8")
    edit(hers, "issues/2026-11/issue.yml", "preface:", "preface:\n- ごあいさつ。")
    keep(Client(hers).desk)
    assert "ごあいさつ。" in git(tmp_path / "shared.git", "show", "main:content/issues/2026-11/issue.yml")


def test_where_git_knows_nobody_nothing_is_saved_by_itself(kept):
    git(kept.parent, "config", "--unset", "user.name")
    edit(kept, ENTRY, "headline: ", "headline: 続報 ")
    keep(Client(kept).desk)

    assert git(kept.parent, "log", "--format=%s") == "はじめ\n"
