import json
import subprocess

import pytest

from generator import storage
from tests.cli.house import FIRST, MONTH, NOW, SECOND, make_house


def git(house, *arguments):
    subprocess.run(["git", "-C", str(house.content), *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(house):
    """The house under git, everything written by 見本太郎."""
    git(house, "init", "-q")
    git(house, "config", "user.name", "見本太郎")
    git(house, "config", "user.email", "taro@kakuu.example")
    git(house, "add", ".")
    git(house, "commit", "-q", "-m", "11月号")
    return house


def at_another_machine(house):
    git(house, "config", "user.name", "架空花子")
    git(house, "config", "user.email", "hanako@kakuu.example")


def test_an_approval_names_who_what_and_when(house, approve):
    approve()

    approval = storage.load_approval(house.content, MONTH)
    assert approval.by == "架空花子"
    assert approval.at.isoformat() == NOW
    assert [part.id for part in approval.approved.entries] == [FIRST, SECOND]


@pytest.mark.parametrize("by", ["見本太郎", "見本 太郎", "見本　太郎"])
def test_the_writer_cannot_approve(house, approve, by):
    assert "書いた人なので、承認できません" in approve(by=by, code=2).stderr
    assert storage.load_approval(house.content, MONTH) is None


def test_where_nobody_knows_the_writer_the_name_is_asked_for(house, kawaraban):
    result = kawaraban("approve", MONTH, "--by", "架空花子", *house.places(), code=2)

    assert "--writer" in result.stderr


def test_git_knows_the_writer(repository, kawaraban):
    places = (*repository.places(), "--site-dir", repository.root / "site")

    assert "承認できません" in kawaraban("approve", MONTH, "--by", "見本 太郎", *places, code=2).stderr
    at_another_machine(repository)
    assert "書いた人なので" in kawaraban("approve", MONTH, "--by", "見本 太郎", *places, code=2).stderr
    assert "書いた人なので" in kawaraban("approve", MONTH, "--by", "taro@kakuu.example", *places, code=2).stderr
    kawaraban("approve", MONTH, "--by", "架空花子", *places)


def test_who_changed_an_entry_without_committing_is_a_writer(repository, kawaraban):
    repository.entry().write_text(repository.entry().read_text("utf-8") + "# 直した\n", "utf-8")
    git(repository, "config", "user.name", "架空花子")
    git(repository, "config", "user.email", "hanako@kakuu.example")

    places = (*repository.places(), "--site-dir", repository.root / "site")
    assert "承認できません" in kawaraban("approve", MONTH, "--by", "架空花子", *places, code=2).stderr


def test_a_co_author_is_a_writer(repository, kawaraban):
    repository.entry().write_text(repository.entry().read_text("utf-8") + "# 直した\n", "utf-8")
    git(repository, "commit", "-qam", "直す\n\nCo-authored-by: 架空花子 <hanako@kakuu.example>")

    places = (*repository.places(), "--site-dir", repository.root / "site")
    assert "承認できません" in kawaraban("approve", MONTH, "--by", "架空花子", *places, code=2).stderr


def test_committing_an_approval_does_not_make_the_approver_a_writer(repository, kawaraban):
    places = (*repository.places(), "--site-dir", repository.root / "site")
    at_another_machine(repository)
    kawaraban("approve", MONTH, "--by", "架空花子", *places)
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "承認")

    kawaraban("approve", MONTH, "--by", "架空花子", *places)


def test_issue_yml_can_name_a_writer(tmp_path, kawaraban):
    house = make_house(tmp_path)
    house.add_issue(written_by=("架空花子",))
    house.build()

    places = (*house.places(), "--site-dir", tmp_path / "site")
    assert "承認できません" in kawaraban("approve", MONTH, "--by", "架空花子", *places, code=2).stderr


def test_nothing_is_approved_while_a_check_finds_errors(house, approve):
    text = house.entry().read_text("utf-8").replace("section: incidents", "section: incident")
    house.entry().write_text(text, "utf-8")

    assert "incident" in approve(code=1).output
    assert storage.load_approval(house.content, MONTH) is None


def test_nothing_is_approved_before_a_build(house, approve):
    (house.mail.parent / "report.json").unlink()

    assert "build" in approve(code=2).stderr


def test_nothing_is_approved_after_a_change_that_was_not_built(house, approve):
    house.entry().write_text(house.entry().read_text("utf-8").replace("公表した", "発表した"), "utf-8")

    assert "内容が変わっています" in approve(code=2).stderr


def test_facts_stand_only_on_the_page_and_are_approved_all_the_same(house, approve):
    text = house.entry().read_text("utf-8").replace("sources:", "facts:\n  cause: ransomware\nsources:")
    house.entry().write_text(text, "utf-8")

    assert "内容が変わっています" in approve(code=2).stderr


@pytest.mark.parametrize("name", ["mail.html", "mail.txt", "message.eml"])
def test_nothing_is_approved_where_a_built_file_was_touched(house, approve, name):
    path = house.mail / MONTH / name
    path.write_bytes(path.read_bytes() + b"\n")

    assert name in approve(code=2).stderr


def test_nothing_is_approved_while_the_gate_holds_something_back(house, approve):
    report = house.mail.parent / "report.json"
    told = json.loads(report.read_text("utf-8"))
    told["gate"]["clean"] = False
    report.write_text(json.dumps(told), "utf-8")

    assert "公開前検査" in approve(code=2).stderr


def test_a_site_that_was_touched_after_the_gate_is_not_approved(house, approve):
    report = house.mail.parent / "report.json"
    told = json.loads(report.read_text("utf-8"))
    told["files"]["site/index.html"] = "0" * 64
    report.write_text(json.dumps(told), "utf-8")

    assert "site" in approve(code=2).stderr


def test_an_issue_that_is_not_there_cannot_be_approved(approve):
    assert "2026-12 という号はありません" in approve(month="2026-12", code=2).stderr


def test_a_writer_at_the_machine_approves_under_no_name(repository, kawaraban):
    places = (*repository.places(), "--site-dir", repository.root / "site")

    told = kawaraban("approve", MONTH, "--by", "架空花子", *places, code=2).stderr
    git(repository, "config", "user.name", "架空花子")
    by_mail = kawaraban("approve", MONTH, "--by", "架空花子", *places, code=2).stderr
    git(repository, "config", "user.email", "hanako@kakuu.example")
    kawaraban("approve", MONTH, "--by", "架空花子", *places)

    assert "見本太郎 は、この号を書いた人です" in told
    assert "自分のパソコン" in by_mail
