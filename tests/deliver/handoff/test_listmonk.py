import pytest

from generator.deliver.handoff.listmonk import Listmonk, literal
from generator.deliver.handoff.message import Campaign
from generator.errors import UsageError
from tests.deliver.handoff import engines

CAMPAIGN = Campaign(
    name="kawaraban 2026-11 0123456789ab",
    subject="架空だより 2026年11月号",
    sender="架空協会 <news@kakuu.example>",
    html="<p>本文 {{ ここは文字 }}</p>",
    text="本文 {{ ここは文字 }}",
    message=b"",
)


@pytest.fixture
def double():
    return engines.Listmonk()


@pytest.fixture
def listmonk(double):
    with engines.serving(double) as url:
        yield Listmonk(url=url, user="news", token="hidden", list_id=3)  # noqa: S106 - the double's


def test_a_campaign_is_made_and_started_with_both_parts(listmonk, double):
    assert listmonk.hand_over(CAMPAIGN) == "1"

    (campaign,) = double.campaigns
    assert campaign["status"] == "running"
    assert (campaign["subject"], campaign["lists"]) == (CAMPAIGN.subject, [3])
    assert "本文" in campaign["body"]
    assert "本文" in campaign["altbody"]
    assert "headers" not in campaign


def test_the_same_mail_a_second_time_makes_no_second_campaign(listmonk, double):
    listmonk.hand_over(CAMPAIGN)

    assert listmonk.hand_over(CAMPAIGN) == "1"
    assert len(double.campaigns) == 1


def test_what_failed_between_making_and_starting_is_gone_on_with(listmonk, double):
    double.fail_at = ("PUT", "/api/campaigns/1/status")
    with pytest.raises(UsageError, match="500"):
        listmonk.hand_over(CAMPAIGN)
    assert double.campaigns[0]["status"] == "draft"

    listmonk.hand_over(CAMPAIGN)

    assert [one["status"] for one in double.campaigns] == ["running"]


@pytest.mark.parametrize("status", ["cancelled", "", None])
def test_a_campaign_that_does_not_go_out_is_not_taken_for_handed_over(listmonk, double, status):
    listmonk.hand_over(CAMPAIGN)
    double.campaigns[0]["status"] = status

    with pytest.raises(UsageError, match="配信されていません"):
        listmonk.hand_over(CAMPAIGN)


@pytest.mark.parametrize("status", ["running", "scheduled", "finished"])
def test_a_campaign_that_goes_out_or_went_out_is_handed_over(listmonk, double, status):
    listmonk.hand_over(CAMPAIGN)
    double.campaigns[0]["status"] = status

    assert listmonk.hand_over(CAMPAIGN) == "1"


def test_a_campaign_of_a_similar_name_is_not_taken_for_ours(listmonk, double):
    double.campaigns.append({"id": 1, "name": "kawaraban 2026-10 ffff", "status": "draft"})

    assert listmonk.hand_over(CAMPAIGN) == "2"
    assert double.campaigns[0]["status"] == "draft"


def test_text_that_looks_like_a_template_stays_text():
    assert literal("{{ Secret }} {{{{") == '{{ "{{" }} Secret }} {{ "{{" }}{{ "{{" }}'


def test_the_list_says_how_many_it_has(listmonk):
    assert listmonk.audience() == 10


def test_a_wrong_key_is_told_and_not_shown(listmonk, double):
    double.token = "another"

    with pytest.raises(UsageError, match="403") as told:
        listmonk.audience()
    assert "hidden" not in str(told.value)
    assert "hidden" not in repr(listmonk)


def test_the_double_refuses_what_the_documentation_does_not_know(double):
    assert double._create({"name": "x", "boddy": "y"})[0] == 400
