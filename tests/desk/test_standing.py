"""Approved, changed since, sent: what the desk says of an issue on its way out."""

from datetime import date, datetime

import pytest

from builders import make_issue
from generator import storage
from generator.desk.labels import evidence_in_words
from generator.desk.standing import in_desk_words
from generator.model import Approval, Sent, Tally
from generator.publish.pipeline import publish
from generator.text import JST
from tests.desk.client import Client

PAGE = "/issues/2026-11"
ENTRY = "2026-11-05-d44v"
MOMENT = datetime(2026, 11, 20, 8, tzinfo=JST)


@pytest.fixture
def sent():
    """The months that were sent."""
    return []


@pytest.fixture
def client(content, sent):
    """A desk over an issue that was approved as it is and not sent."""
    for name in ("approval.yml", "sent.yml"):
        (content / "issues" / "2026-11" / name).unlink(missing_ok=True)
    digest = publish(storage.load_archive(content)).digest("2026-11")
    storage.save_approval(content, "2026-11", Approval(by="架空 太郎", at=MOMENT, writers=("x",), approved=digest))
    return Client(content, actions={"send": lambda month, _value: sent.append(month) or "送りました。"})


def change(content):
    path = content / "issues" / "2026-11" / "entries" / f"{ENTRY}.yml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("headline: ", "headline: 続報 ", 1), "utf-8")


def test_an_approval_that_covers_the_issue_is_a_step_that_is_done(client):
    page = client.get(PAGE)

    assert '<li class="step step--done">架空 太郎 さんが承認しました</li>' in page.text
    assert "承認のあとで変わりました" not in page.words


def test_a_change_after_the_approval_is_shown_at_once_by_its_headline(client, content, sent):
    client.get(PAGE)
    change(content)

    words = client.get(PAGE).words
    client.post(f"{PAGE}/send", {"value": "2026-11"})
    told = client.get(PAGE).words

    assert words.count("承認のあとで変わりました") == 2
    assert "記事「続報 " in words
    assert ENTRY not in words
    assert sent == []
    assert "承認のあとで変わったため、送れません。変わったもの: 記事「続報 " in told
    assert "「作る」を押し" in told


def test_an_issue_that_nobody_approved_has_a_step_that_is_open(client, content):
    (content / "issues" / "2026-11" / "approval.yml").unlink()

    assert '<a href="#out">まだ承認されていません</a>' in client.get(PAGE).text


def test_an_issue_is_not_sent_before_its_day(client, content, sent):
    path = content / "issues" / "2026-11" / "issue.yml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("published: 2026-11-10", "published: 2026-12-24"), "utf-8")
    digest = publish(storage.load_archive(content)).digest("2026-11")
    storage.save_approval(content, "2026-11", Approval(by="架空 太郎", at=MOMENT, writers=("x",), approved=digest))
    client.post(f"{PAGE}/send", {"value": "2026-11"})

    assert sent == []
    assert "発行日(2026年12月24日)はまだ先です" in client.get(PAGE).words


def test_a_sent_issue_says_so_and_its_entries_point_to_the_correction(client, content):
    at_work = client.get(f"/entries/{ENTRY}").words
    done = Sent(
        run="r",
        message="d",
        approved_by="x",
        via="smtp",
        recipients=2,
        begun=MOMENT,
        finished=MOMENT,
        tally=Tally(sent=2),
    )
    storage.save_sent(content, "2026-11", done)

    assert "送信済みです" not in at_work
    assert "2026年11月号は送信済みです" in client.get(f"/entries/{ENTRY}").words
    assert "送信が終わっています" in client.get(PAGE).words


def test_the_cut_off_is_the_business_day_that_schedule_tells(client, content):
    # 9 January 2027 is a Saturday, 11 January is 成人の日.
    storage.save_issue(content, make_issue(month="2027-01", published=date(2027, 1, 13)))

    assert "締切は2027年1月12日(あと53日)、発行は2027年1月13日" in client.get("/issues/2027-01").words


def test_the_number_of_candidates_is_that_of_now_on_every_page(client, add_candidate):
    client.get("/candidates")
    add_candidate()

    assert '<span class="count">1</span>' in client.get("/saving").text.partition("<main")[0]


def test_a_command_is_told_as_a_button():
    told = in_desk_words("最後の build のあとで変わっています。kawaraban build を実行して、内容を確かめてください。")

    assert told == "最後に作ったあとで変わっています。「作る」を押して、内容を確かめてください。"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("facts.cause: 「不正アクセス」(見出しの5字目)", "原因: 「不正アクセス」(見出しの5字目)"),
        ("facts.affected[0]: 「10名」(要約の1字目)", "影響: 「10名」(要約の1字目)"),
        ("thread: 2026-10-19-q7mk と同じ組織", "続きもの: 「前の話」と同じ組織"),
        ("CVSS: 9.8(フィードの値)", "CVSS: 9.8(フィードの値)"),
    ],
)
def test_evidence_is_told_by_the_name_of_its_field(text, said):
    assert evidence_in_words(text, {"2026-10-19-q7mk": "前の話"}.get) == said
