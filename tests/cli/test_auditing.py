"""Who decided what and when: from real histories, made by a real git."""

import csv
import io
import json
import os
import subprocess
from datetime import UTC, date, datetime

import pytest

from builders import make_entry, make_issue, make_organization
from generator.model import Approval, IssueDigest, Sent, Source
from generator.storage import (
    emit,
    load_archive,
    new_organization,
    save_approval,
    save_candidates,
    save_issue,
    save_sent,
    write_atomic,
)

NOW = ("--now", "2026-11-20T09:00")
DIGEST = IssueDigest(digest="a", text="b", html="c", message="d", frame="e")


class House:
    """A content folder in a repository, and people who save in it."""

    def __init__(self, content):
        self.content = content
        self.hours = 0
        self.git("init", "--quiet", "--initial-branch=main")
        self.save("用意")

    def git(self, *arguments, **environment):
        done = subprocess.run(
            ["git", "-C", self.content.parent, *arguments],
            env={**os.environ, **environment},
            capture_output=True,
            check=True,
            timeout=30,
        )
        return done.stdout.decode().strip()

    def save(self, message, name="甲野", email="kouno@kakuu.example"):
        """Commit everything, an hour after the last time."""
        self.hours += 1
        moment = f"2026-11-{1 + self.hours // 24:02}T{self.hours % 24:02}:00:00+09:00"
        who = {"GIT_AUTHOR_NAME": name, "GIT_AUTHOR_EMAIL": email, "GIT_AUTHOR_DATE": moment}
        who |= {key.replace("AUTHOR", "COMMITTER"): value for key, value in who.items()}
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message, **who)


@pytest.fixture
def house(small):
    return House(small)


@pytest.fixture
def acts(small, kawaraban):
    def read(*arguments):
        output = kawaraban("audit", "--content", small, "--json", *arguments).stdout
        return [(row["deed"], row["subject"].rpartition("/")[2], row["name"]) for row in json.loads(output)]

    return read


def candidate(house, name="2026-10-19-q7mk", **changes):
    save_candidates(house.content, [make_entry(id=name, sources=(Source(title="お知らせ"),), **changes)])
    house.save("候補", name="収集")
    return name


def test_decisions_bear_the_name_of_who_saved_them(house, acts, kawaraban):
    yes, no = candidate(house), candidate(house, "2026-10-20-aaaa")
    kawaraban("accept", yes, "--content", house.content, *NOW)
    house.save("採用", name="乙野")
    kawaraban("refuse", no, "--reason", "広告", "--content", house.content, *NOW)
    house.save("不採用", name="丙野")

    assert [act for act in acts() if act[0] in {"accepted", "refused"}] == [
        ("accepted", yes, "乙野"),
        ("refused", no, "丙野"),
    ]


def test_a_refusal_tells_its_reason(house, kawaraban):
    name = candidate(house)
    kawaraban("refuse", name, "--reason", "広告", "--content", house.content, *NOW)
    house.save("不採用")

    assert "候補を不採用: 2026-11 2026-10-19-q7mk 広告" in kawaraban("audit", "--content", house.content).output


def test_an_acceptance_saved_in_two_steps_is_no_refusal(house, acts, kawaraban):
    name = candidate(house)
    path = house.content / "candidates" / "2026-10" / f"{name}.yml"
    text = path.read_bytes()
    kawaraban("accept", name, "--content", house.content, *NOW)
    write_atomic(path, text)
    house.save("前半")
    path.unlink()
    house.save("後半")

    assert [act[0] for act in acts() if act[0] in {"accepted", "refused"}] == ["accepted"]


def test_an_issue_tells_the_refusals_of_what_was_up_for_it(house, acts, kawaraban):
    names = ("2026-10-19-q7mk", "2026-11-20-aaaa")  # the sample's newsletter closes on the 9th
    for name in names:
        candidate(house, name, announced=date.fromisoformat(name[:10]))
        kawaraban("refuse", name, "--reason", "広告", "--content", house.content, *NOW)
        house.save("不採用")

    assert [act[1] for act in acts("2026-11")] == ["2026-10-19-q7mk"]
    assert [act[1] for act in acts("2026-12")] == ["2026-11-20-aaaa"]


def written(house, **changes):
    entry = make_entry(sources=(Source(title="お知らせ"),), **changes)
    path = house.content / "issues" / "2026-11" / "entries" / f"{entry.id}.yml"
    write_atomic(path, emit(entry).encode())
    return path


def test_texts_that_come_change_move_and_go_are_told_apart(house, acts):
    save_issue(house.content, make_issue())
    path = written(house)
    house.save("書いた")
    written(house, headline="直した見出し")
    house.save("直した")
    target = house.content / "issues" / "2026-12" / "entries" / path.name
    target.parent.mkdir(parents=True)
    path.rename(target)
    house.save("移した")
    back = house.content / "candidates" / "2026-10" / path.name
    back.parent.mkdir(parents=True)
    target.rename(back)
    house.save("戻した")

    stories = [act[0] for act in acts() if act[1] == path.stem]
    assert stories == ["written", "edited", "moved", "returned"]


def test_the_headline_is_that_of_the_day(house, kawaraban):
    save_issue(house.content, make_issue())
    written(house, headline="はじめの見出し")
    house.save("書いた")
    written(house, headline="直した見出し")
    house.save("直した")

    rows = json.loads(kawaraban("audit", "2026-11", "--content", house.content, "--json").stdout)

    assert [row["headline"] for row in rows if row["headline"]] == ["はじめの見出し", "直した見出し"]


def test_approving_and_sending_tell_who_and_how_many(house, kawaraban):
    save_issue(house.content, make_issue())
    moment = datetime(2026, 11, 10, tzinfo=UTC)
    save_approval(house.content, "2026-11", Approval(by="丁野", at=moment, writers=("甲野",), approved=DIGEST))
    house.save("承認")
    sent = Sent(run="r", message="d", approved_by="丁野", via="smtp", recipients=120, begun=moment)
    save_sent(house.content, "2026-11", sent)
    house.save("配信")

    output = kawaraban("audit", "2026-11", "--content", house.content).output

    assert "承認: 2026-11 issues/2026-11/approval.yml 承認者 丁野、書いた人 甲野" in output
    assert "配信: 2026-11 issues/2026-11/sent.yml 承認者 丁野、宛先 120、途中" in output


@pytest.mark.parametrize(
    ("name", "email", "marks"),
    [("甲野", "x@kakuu.example", 1), ("戊野", "kouno@kakuu.example", 1), ("戊野", "x@kakuu.example", 0)],
)
def test_an_approval_that_a_writer_saved_is_marked(house, kawaraban, name, email, marks):
    save_issue(house.content, make_issue())
    house.save("号")
    moment = datetime(2026, 11, 10, tzinfo=UTC)
    save_approval(house.content, "2026-11", Approval(by="丁野", at=moment, writers=("乙野",), approved=DIGEST))
    house.save("承認", name=name, email=email)

    output = kawaraban("audit", "2026-11", "--content", house.content).output

    assert output.count("要確認: 承認を保存したのは、この号を書いた人です") == marks


def test_an_approval_that_is_taken_away_is_told(house, acts):
    save_issue(house.content, make_issue())
    moment = datetime(2026, 11, 10, tzinfo=UTC)
    path = save_approval(house.content, "2026-11", Approval(by="丁野", at=moment, writers=("甲野",), approved=DIGEST))
    house.save("承認")
    path.unlink()
    house.save("取り消し")

    assert [act[0] for act in acts("2026-11")] == ["approved", "issue", "withdrawn"]


def test_a_change_made_while_meeting_others_is_told(house, acts):
    save_issue(house.content, make_issue())
    written(house)
    house.save("書いた")
    house.git("switch", "--quiet", "--create", "other")
    written(house, headline="一つの見出し")
    house.save("一つ")
    house.git("switch", "--quiet", "main")
    written(house, headline="別の見出し")
    house.save("別")
    subprocess.run(
        [
            "git",
            "-C",
            house.content.parent,
            "-c",
            "user.name=戊",
            "-c",
            "user.email=bo@kakuu.example",
            "merge",
            "other",
        ],
        capture_output=True,
        check=False,
        timeout=30,
    )
    written(house, headline="合わせた見出し")
    house.save("合わせた", name="戊野")

    assert [act for act in acts("2026-11") if act[0] == "edited"][-1][2] == "戊野"


def test_a_registered_organization_is_told(house, acts):
    new_organization(house.content, make_organization(id="shinki"))
    house.save("登録", name="乙野")

    assert acts()[-1] == ("settings", "shinki.yml", "乙野")


def test_with_an_issue_only_its_deeds_are_told(house, acts):
    for month in ("2026-11", "2026-12"):
        save_issue(house.content, make_issue(month=month))
    house.save("2つの号")

    assert len([act for act in acts() if act[0] == "issue"]) == 2
    assert len(acts("2026-12")) == 1


def test_what_is_not_saved_yet_is_said(house, kawaraban):
    save_issue(house.content, make_issue())

    assert "まだ保存(コミット)されていない変更が1ファイル" in kawaraban("audit", "--content", house.content).output


def test_without_a_repository_it_says_so(small, kawaraban):
    assert "git で管理されていない" in kawaraban("audit", "--content", small, code=2).output


def test_without_a_commit_there_is_nothing_to_tell(small, kawaraban):
    subprocess.run(["git", "init", "--quiet", small.parent], check=True, timeout=30)

    assert json.loads(kawaraban("audit", "--content", small, "--json").stdout) == []


EVIL = '=HYPERLINK("https://a.example/")<script>alert(1)</script>'


def evil(house):
    save_issue(house.content, make_issue())
    written(house, headline=EVIL)
    house.save("書いた", name="<img src=x onerror=alert(1)>", email="a@kakuu.example")


def test_the_page_holds_texts_as_texts(house, kawaraban, tmp_path):
    evil(house)

    kawaraban("audit", "2026-11", "--html", tmp_path / "audit.html", "--content", house.content, *NOW)

    page = (tmp_path / "audit.html").read_text("utf-8")
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "size: A4" in page
    assert "2026年11月20日に" in page
    assert load_archive(house.content).newsletter.title in page


def test_the_table_holds_no_formulas(house, kawaraban, tmp_path):
    evil(house)

    kawaraban("audit", "2026-11", "--csv", tmp_path / "audit.csv", "--content", house.content)

    data = (tmp_path / "audit.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig")))
    assert head[:4] == ["日時", "名前", "メール", "したこと"]
    assert [row[6] for row in rows if row[6]] == ["'" + EVIL]
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@"))]


def test_a_name_of_a_file_with_odd_letters_is_read_whole(house, acts):
    path = house.content / "organizations" / "名前 に空白\n改行.yml"
    path.write_text("name: 架空\nkind: ministry\n", "utf-8")
    house.save("登録")

    assert "".join(acts()[-1][1].split()) == "名前に空白改行.yml"
