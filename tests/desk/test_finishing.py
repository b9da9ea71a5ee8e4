"""仕上げ: one list, one press: names confirmed, 今月の3点 taken, saved with git."""

import subprocess
from dataclasses import replace

from builders import make_entry, make_issue
from generator import storage
from generator.desk.finishing import proposed_points
from generator.model import Affected, Facts, OrganizationKind, Section

TITLE = "社員用のシステムに不正アクセス、会員情報520件が流出した可能性 - ミナセ建設"
A = "2026-11-12-aaaa"
NAME = f"org-{A}"
PAGE = "/issues/2026-12"


def accepted(client, add_candidate):
    add_candidate(A, TITLE)
    client.post(f"/candidates/{A}/accept")


def finish_form(client, **changes):
    document = storage.open_issue(client.desk.content, "2026-12")
    fields = {
        "digest": document.digest,
        "names.0.id": NAME,
        "names.0.kind": "company",
        "names.0.alias": "某建設会社",
        "highlights.0.text": "一点目です。",
        "highlights.0.entry": A,
    }
    return fields | changes


def organization(client, name=NAME):
    return storage.open_organization(client.desk.content, name).value


def test_a_name_registered_by_a_key_waits_on_the_list_and_stops_the_issue(client, add_candidate):
    accepted(client, add_candidate)
    words = client.get(PAGE).words

    assert "ミナセ建設 → 某建設会社" in words
    assert "確かめていない名前 1件" in words
    assert "まだ人が確かめていません" in words
    assert organization(client).unconfirmed


def test_one_press_confirms_the_names_and_takes_the_points(client, add_candidate):
    accepted(client, add_candidate)
    answer = client.post(f"{PAGE}/finish", finish_form(client))

    assert answer.headers["Location"] == PAGE
    assert not organization(client).unconfirmed
    path = client.desk.content / "organizations" / f"{NAME}.yml"
    assert "unconfirmed" not in path.read_text("utf-8")
    assert storage.open_issue(client.desk.content, "2026-12").value.highlights[0].text == "一点目です。"
    words = client.get(PAGE).words
    assert "確かめていない名前 0件" in words
    assert "仕上げ" not in words


def test_a_word_that_may_be_a_name_and_would_be_printed_is_told(client, add_candidate, content):
    accepted(client, add_candidate)
    path = content / "issues" / "2026-12" / "entries" / f"{A}.yml"
    path.write_text(
        path.read_text("utf-8").replace("body:\n", "body:\n- 復旧は、株式会社カクウ電工が支援したという。\n"), "utf-8"
    )
    words = client.get(PAGE).words

    assert "名前かもしれない語" in words
    assert "「株式会社カクウ電工」" in words


def test_kind_and_alias_are_as_they_stand_in_the_list(client, add_candidate):
    accepted(client, add_candidate)
    client.post(f"{PAGE}/finish", finish_form(client) | {"names.0.kind": "cooperative", "names.0.alias": "某組合"})

    assert (organization(client).kind, organization(client).alias) == (OrganizationKind.COOPERATIVE, "某組合")


def test_what_is_no_name_is_taken_out_again(client, add_candidate):
    accepted(client, add_candidate)
    client.post(f"{PAGE}/finish", finish_form(client) | {"names.0.kind": "none"})

    assert storage.open_organization(client.desk.content, NAME) is None
    assert storage.open_entry(client.desk.content, A).value.parties == ()
    assert "「ミナセ建設」の登録を消しました。" in client.get(PAGE).words


def test_a_registration_that_somebody_confirmed_is_not_taken_out_by_the_list(client, add_candidate):
    accepted(client, add_candidate)

    assert (
        client.post(f"{PAGE}/finish", finish_form(client) | {"names.0.id": "okamugi", "names.0.kind": "none"}).status
        == 409
    )
    assert organization(client, "okamugi") is not None


def test_the_list_writes_only_organizations_that_are_there(client, add_candidate):
    accepted(client, add_candidate)

    assert client.post(f"{PAGE}/finish", finish_form(client) | {"names.0.id": "../newsletter"}).status == 409
    assert client.post(f"{PAGE}/finish", finish_form(client) | {"names.0.kind": "x"}).status == 409
    assert organization(client).unconfirmed


def test_the_press_saves_with_git(client, add_candidate, content, monkeypatch):
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    for arguments in (
        ("init", "-q"),
        ("config", "user.name", "架空 花子"),
        ("config", "user.email", "a@kakuu.example"),
    ):
        subprocess.run(["git", "-C", str(content), *arguments], check=True)
    accepted(client, add_candidate)
    client.post(f"{PAGE}/finish", finish_form(client))
    log = subprocess.run(["git", "-C", str(content), "log", "--format=%an"], capture_output=True, check=True, text=True)

    assert log.stdout == "架空 花子\n"


def test_taking_back_a_key_takes_its_name_back(client, add_candidate, content):
    accepted(client, add_candidate)
    client.post("/undo")

    assert storage.open_organization(content, NAME) is None
    assert storage.open_entry(content, A).value.suggestion is not None


def test_the_points_are_the_greatest_incident_the_first_of_policy_and_what_weighs_most_then():
    def entry(letter, section, count=0):
        facts = Facts(affected=(Affected(count=count, unit="名"),) if count else ())
        return replace(make_entry(id=f"2026-10-01-{letter * 4}", section=section, facts=facts), body=(f"{letter}。",))

    small, great, middle = (
        entry(*one)
        for one in (("a", Section.INCIDENTS, 5), ("b", Section.INCIDENTS, 900), ("c", Section.INCIDENTS, 50))
    )
    policy = entry("d", Section.POLICY)
    points = proposed_points(make_issue(small, great, middle, policy))

    assert [point.entry for point in points] == [great.id, middle.id, policy.id]
