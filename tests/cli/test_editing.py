import json

import pytest

from builders import make_entry
from generator.model import Source, Suggestion
from generator.storage import load_archive, load_collected, save_candidates

NOW = ("--now", "2026-11-20T09:00")


@pytest.fixture
def candidate(small):
    entry = make_entry(sources=(Source(title="お知らせ"),), suggestion=Suggestion(section="policy", confidence="0.90"))
    save_candidates(small, [entry])
    return entry.id


def test_a_candidate_is_listed_with_its_suggestion(small, candidate, kawaraban):
    assert "確かさ0.90" in kawaraban("candidates", "--content", small).output
    (row,) = json.loads(kawaraban("candidates", "--content", small, "--json").output)
    assert (row["id"], row["suggestion"]["section"]) == (candidate, "policy")


def test_the_list_says_how_to_go_on_in_the_same_folder(small, candidate, kawaraban):
    output = kawaraban("candidates", "--content", small).output

    assert f"kawaraban accept ID --content {small}" in output
    assert f"--reason 理由 --content {small}" in output


def test_the_list_tells_related_stories_by_their_titles_and_what_was_called_irrelevant(small, kawaraban):
    first = make_entry(headline="前の話")
    second = make_entry(
        id="2026-10-20-bbbb", suggestion=Suggestion(section="irrelevant", related=(first.id,), thread=first.id)
    )
    save_candidates(small, [first, second])
    output = kawaraban("candidates", "--content", small).output

    assert f"関連: {first.id} 前の話" in output
    assert f"続きものの案: {first.id} 前の話" in output
    assert "分類の案: 対象外(いまは1.インシデント・脆弱性情報等)" in output


def test_a_candidate_is_accepted_with_its_draft(small, kawaraban):
    title = "会員情報520件が流出した可能性、サイトに不正アクセス - ミナセ建設"
    entry = make_entry(
        headline=title, body=(), sources=(Source(title=title),), suggestion=Suggestion(section="incidents")
    )
    save_candidates(small, [entry])
    output = kawaraban("accept", entry.id, "--draft", "--content", small, *NOW).output
    (accepted,) = load_archive(small).entries

    assert "組織「ミナセ建設」を確認待ちで登録しました" in output
    assert accepted.body[0] == "ミナセ建設で起きた不正アクセスについて、10月19日に報じられた。"
    assert accepted.parties[0].organization == f"org-{entry.id}"
    assert "organization-unconfirmed" in kawaraban("check", "--content", small, code=1).output


def test_an_accepted_candidate_makes_the_issue_of_its_month(small, candidate, kawaraban):
    kawaraban("accept", candidate, "--section", "policy", "--content", small, *NOW)

    (issue,) = load_archive(small).issues
    assert (issue.month, issue.published.isoformat()) == ("2026-11", "2026-11-10")
    assert [entry.section.value for entry in issue.entries] == ["policy"]


def test_a_refused_candidate_is_gone_and_its_reason_kept(small, candidate, kawaraban):
    kawaraban("refuse", candidate, "--reason", "広告", "--content", small, *NOW)

    assert load_archive(small).candidates == ()
    assert [row.note for row in load_collected(small)] == ["広告"]


WRONG = {
    "a candidate that does not exist": ("accept", "2026-01-01-zzzz"),
    "a month that is none": ("accept", "ID", "--issue", "2026-13"),
    "a thread that does not exist": ("accept", "ID", "--thread", "2026-01-01-zzzz"),
    "a refusal without a reason": ("refuse", "ID"),
    "a refusal with an empty reason": ("refuse", "ID", "--reason", " "),
}


@pytest.mark.parametrize("arguments", WRONG.values(), ids=WRONG)
def test_a_wrong_decision_changes_nothing(small, candidate, kawaraban, arguments):
    before = {path: path.read_bytes() for path in small.rglob("*") if path.is_file()}

    kawaraban(*(candidate if part == "ID" else part for part in arguments), "--content", small, *NOW, code=2)

    assert {path: path.read_bytes() for path in small.rglob("*") if path.is_file()} == before


def test_the_sample_archive_has_no_errors(kawaraban, sample):
    kawaraban("check", "--content", sample)


def test_everything_wrong_is_told_at_once_with_its_place(sample, kawaraban):
    entries = sample / "issues" / "2026-11" / "entries"
    first, second, third, *_ = sorted(entries.iterdir())
    first.write_text("section：incidents\n", "utf-8")
    second.write_text(second.read_text("utf-8") + "colour: red\n", "utf-8")
    third.write_text("id: 2026-01-01-zzzz\n" + third.read_text("utf-8"), "utf-8")
    (sample / "issues" / "2026-00").mkdir()

    findings = json.loads(kawaraban("check", "--content", sample, "--format", "json", code=1).output)

    errors = [finding for finding in findings if finding["severity"] == "error"]
    assert {(finding["file"].rpartition("/")[2], finding["rule"]) for finding in errors} == {
        (first.name, "yaml-full-width-colon"),
        (second.name, "key-unknown"),
        (third.name, "id-differs"),
        ("2026-00", "no-such-month"),
    }
    assert all(finding["message"] and finding["advice"] for finding in findings)


def test_a_file_that_cannot_be_read_does_not_hide_what_is_wrong_in_others(sample, kawaraban):
    (first, *_) = sorted((sample / "issues" / "2026-11" / "entries").iterdir())
    first.write_text("section：incidents\n", "utf-8")
    (sample / "organizations" / "okamugi.yml").write_text(
        "name: 株式会社オカムギ\nkind: company\nalias: オカムギの店\n", "utf-8"
    )

    rules = {row["rule"] for row in json.loads(kawaraban("check", "--content", sample, "--json", code=1).output)}

    assert {"yaml-full-width-colon", "alias-without-bou"} <= rules
    assert "highlight-unknown" not in rules


def test_a_finding_names_the_rule_that_a_waiver_would_name(sample, kawaraban):
    (path, *_) = sorted((sample / "issues" / "2026-06" / "entries").iterdir())
    path.write_text(path.read_text("utf-8").partition("sources:")[0], "utf-8")

    assert "[entry-without-source]" in kawaraban("check", "--content", sample, code=1).output


def test_findings_are_annotations_on_github(sample, kawaraban):
    path = min((sample / "organizations").iterdir())
    path.write_text("kind: company\n", "utf-8")

    output = kawaraban("check", "--content", sample, "--format", "github", code=1).output

    assert output.startswith(f"::error file={path.as_posix()},line=1,col=1,title=key-missing::")


def test_one_issue_can_be_checked_by_itself(sample, kawaraban):
    (path, *_) = sorted((sample / "issues" / "2026-06" / "entries").iterdir())
    path.write_text(path.read_text("utf-8").partition("sources:")[0], "utf-8")

    assert kawaraban("check", "2026-11", "--content", sample).stdout == ""
    assert "entry-without-source" in kawaraban("check", "--content", sample, "--json", code=1).output


def test_an_issue_that_does_not_exist_is_wrong_use(sample, kawaraban):
    kawaraban("check", "2030-01", "--content", sample, code=2)
