import json

import pytest

from tests.cli.house import MONTH
from tests.deliver.handoff import engines
from tests.deliver.sink import listening

LIST = "monthly@lists.kakuu.example"


@pytest.fixture
def approved(house, approve):
    approve()
    return house


@pytest.fixture
def double(monkeypatch):
    monkeypatch.setenv("KAWARABAN_ENGINE_TOKEN", "hidden")
    double = engines.Listmonk(subscribers=10)
    with engines.serving(double) as url:
        double.options = ("--via", "listmonk", "--engine-url", url, "--engine-list", "3", "--engine-user", "news")
        yield double


def test_listmonk_gets_both_parts_as_they_were_approved_and_starts(approved, send, double):
    send(*double.options)

    (campaign,) = double.campaigns
    assert campaign["status"] == "running"
    assert campaign["altbody"] == (approved.mail / MONTH / "mail.txt").read_text("utf-8")
    assert campaign["body"] == (approved.mail / MONTH / "mail.html").read_text("utf-8")
    assert campaign["subject"] == "架空サイバーだより 2026年11月号"
    assert (approved.sent().via, approved.sent().engine, approved.sent().recipients) == ("listmonk", "1", 10)


def test_an_issue_is_handed_over_once(approved, send, double):
    send(*double.options)

    assert "送信済み" in send(*double.options, code=2).stderr
    assert len(double.campaigns) == 1


def test_a_hand_over_that_broke_off_is_gone_on_with(approved, send, double):
    double.fail_at = ("PUT", "/api/campaigns/1/status")
    assert "500" in send(*double.options, code=2).stderr
    assert "--resume" in send(*double.options, code=2).stderr

    send(*double.options, "--resume")

    assert [one["status"] for one in double.campaigns] == ["running"]
    assert approved.sent().finished is not None


def test_an_engine_s_empty_list_is_refused(approved, send, double):
    double.subscribers = 0

    assert "宛先が1件もありません" in send(*double.options, code=2).stderr
    assert double.campaigns == []


def test_nothing_is_handed_over_without_an_approval(house, send, double):
    assert "承認" in send(*double.options, code=2).stderr
    assert double.calls == []


def test_a_dry_run_makes_no_campaign(approved, send, double):
    send(*double.options, "--dry-run")

    assert double.campaigns == []
    assert approved.sent() is None


def test_an_engine_with_its_own_list_takes_no_other(approved, send, double):
    told = send(*double.options, "--recipients", approved.recipients("a@kakuu.example"), code=2).stderr

    assert "--recipients" in told


def test_mailman_gets_one_posting_without_our_list_headers(approved, send):
    with listening() as sink:
        send("--via", "mailman", "--engine-list", LIST, "--smtp", f"127.0.0.1:{sink.port}")

        ((address, raw, sender),) = sink.taken
    assert (address, sender) == (LIST, "news@kakuu.example")
    assert b"\r\nList-" not in raw
    assert approved.sent().tally.sent == 1


def test_an_old_issue_is_not_handed_to_mailman_either(approved, send):
    with listening() as sink:
        options = ("--via", "mailman", "--engine-list", LIST, "--smtp", f"127.0.0.1:{sink.port}")
        told = send(*options, "--now", "2026-12-20T09:00:00+09:00", code=2).stderr

        assert "1か月以上前" in told
        assert "--expect" in send(*options, "--expect", "10", code=2).stderr
        assert sink.taken == []


def test_a_list_of_refusals_that_an_engine_would_not_see_is_refused(approved, send, double):
    stop = approved.root / "stop"
    stop.touch()

    assert "--suppressions" in send(*double.options, "--suppressions", stop, code=2).stderr
    assert double.campaigns == []


def test_whose_word_counts_on_an_engine_s_list_is_told(approved, send, double):
    assert "listmonk の名簿に反映しないと" in send(*double.options).stderr


def test_a_posting_in_doubt_is_not_repeated(approved, send):
    options = ("--via", "mailman", "--engine-list", LIST)
    with listening({("DATA", LIST): "break after taking"}) as sink:
        send(*options, "--smtp", f"127.0.0.1:{sink.port}", code=1)
    with listening() as sink:
        send(*options, "--resume", "--smtp", f"127.0.0.1:{sink.port}", code=1)

        assert sink.taken == []


class Ses:
    def __init__(self):
        self.recipients = []

    def answer(self, _method, _path, _query, _headers, body):
        self.recipients += json.loads(body)["Destination"]["ToAddresses"]
        return 200, {"MessageId": f"m-{len(self.recipients)}"}


def test_ses_sends_our_copies_by_our_ledger(approved, send, monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "example-secret")
    people = approved.recipients("a@kakuu.example", "b@kakuu.example")
    double = Ses()
    with engines.serving(double) as url:
        send("--via", "ses", "--engine-url", url, "--recipients", people)

    assert double.recipients == ["a@kakuu.example", "b@kakuu.example"]
    assert approved.sent().tally.sent == 2


def test_ses_without_keys_is_refused(approved, send, monkeypatch):
    monkeypatch.delenv("AWS_ACCESS_KEY_ID", raising=False)

    told = send("--via", "ses", "--recipients", approved.recipients("a@kakuu.example"), code=2).stderr
    assert "AWS_ACCESS_KEY_ID" in told
    assert approved.sent() is None
