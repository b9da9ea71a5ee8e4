"""One key makes an entry of a candidate: what the words tell, in our own sentences, and no name that gets out."""

from dataclasses import replace
from datetime import date

import pytest

from builders import make_archive, make_entry, make_issue, make_organization
from generator.desk.drafts import draft_of, known_of
from generator.model import (
    Affected,
    Cause,
    Certainty,
    Facts,
    OrganizationKind,
    Party,
    Role,
    Section,
    Source,
    Suggestion,
)
from generator.review.pipeline import check

UNKNOWN = "社員用のシステムに不正アクセス、会員情報520件が流出した可能性 - ミナセ建設"
AGENCY = make_organization(
    id="bogocho",
    name="架空防護庁",
    other_names=(),
    kind=OrganizationKind.MINISTRY,
    industry=None,
    domains=(),
    alias=None,
)


def candidate(title=UNKNOWN, *, publisher="架空ニュース", section=Section.INCIDENTS, summary="", **changes):
    source = Source(url="https://news.kakuu.example/1", title=title, publisher=publisher, feed="kakuu")
    entry = make_entry(id="2026-11-19-mnse", announced=date(2026, 11, 19), section=section, headline=title, body=())
    bare = {"facts": Facts(), "parties": (), "report": None, "thread": None, "sources": (source,)}
    return replace(entry, **(bare | {"suggestion": Suggestion(section=section.value, summary=summary)} | changes))


def drafted(entry, *organizations, **archive):
    archive = make_archive(organizations=organizations, **archive)
    return draft_of(entry, archive, known_of(archive))


def test_an_unknown_company_is_registered_unconfirmed_with_its_alias_and_is_the_party():
    draft = drafted(candidate())
    (new,) = draft.organizations

    assert (new.name, new.alias, new.unconfirmed) == ("ミナセ建設", "某建設会社", True)
    assert new.id == "org-2026-11-19-mnse"  # nothing of the name
    assert draft.entry.parties == (Party(organization=new.id, role=Role.VICTIM),)
    assert draft.missing == ()


def test_an_unconfirmed_name_is_an_error_of_the_check_until_somebody_confirms():
    (new,) = drafted(candidate()).organizations
    rules = {one.rule for one in check(make_archive(organizations=(new,)))}
    confirmed = {one.rule for one in check(make_archive(organizations=(replace(new, unconfirmed=False),)))}

    assert "organization-unconfirmed" in rules
    assert "organization-unconfirmed" not in confirmed


def test_the_sentences_tell_what_is_known_and_who_says_so():
    entry = drafted(candidate()).entry

    assert entry.body == (
        "ミナセ建設で起きた不正アクセスについて、11月19日に報じられた。",
        "会員520件の情報が漏えいした可能性があるという。",
    )
    assert entry.facts.affected == (Affected(count=520, unit="件", certainty=Certainty.POSSIBLE, who="会員"),)


def test_a_drafted_entry_has_no_finding():
    entry = candidate()
    draft = drafted(entry)
    organizations = tuple(replace(one, unconfirmed=False) for one in draft.organizations)
    issue = make_issue(draft.entry, month="2026-12", published=date(2026, 12, 10))
    found = check(make_archive(issues=(issue,), organizations=organizations), sources={})

    assert [one for one in found if one.subject == draft.entry.id] == []


def test_the_word_of_an_agency_is_its_own_document():
    title = "年末年始の休暇に向けた点検について"
    draft = drafted(candidate(title, publisher="架空防護庁 新着情報", section=Section.COUNTERMEASURES), AGENCY)

    assert draft.entry.headline == "架空防護庁 年末年始の休暇に向けた点検を公表"
    assert draft.entry.body == ("架空防護庁は11月19日、「年末年始の休暇に向けた点検」を公表した。",)
    assert draft.entry.parties == (Party(organization="bogocho", role=Role.AUTHOR),)
    assert draft.organizations == ()


def test_only_an_incident_has_causes_and_figures():
    title = "会員412社の事故167件を分析、不正アクセスが増加"
    draft = drafted(candidate(title, publisher="架空防護庁", section=Section.OTHER), AGENCY)

    assert draft.entry.facts == Facts()


def test_what_an_editor_wrote_stays():
    mine = candidate(
        body=("自分で書いた。",),
        headline="自分で書いた見出し",
        facts=Facts(cause=Cause.PHISHING),
        parties=(Party(organization="minase", role=Role.VENDOR),),
    )
    entry = drafted(mine, make_organization()).entry

    assert (entry.body, entry.headline, entry.facts.cause) == (mine.body, mine.headline, Cause.PHISHING)
    assert entry.parties == mine.parties


@pytest.mark.parametrize(
    "title",
    [
        "会員の個人情報が流出した可能性 - 通信会社",
        "国内で不正アクセスが急増、注意を呼びかけ",
        "サイトが改ざんされる被害",
    ],
)
def test_whom_it_is_about_is_not_guessed(title):
    draft = drafted(candidate(title))

    assert draft.organizations == ()
    assert "だれの話か(当事者)" in draft.missing


def test_a_flaw_without_a_victim_is_its_makers_product_and_with_one_it_is_not():
    maker = make_organization(id="minase", name="株式会社ミナセ通信", other_names=("ミナセ通信",))
    flaw = Facts(cause=Cause.VULNERABILITY, vulnerabilities=("CVE-2026-91844",))
    title = "ミナセ通信のルータにおける認証不備の脆弱性"
    harmless = drafted(candidate(title, facts=flaw), maker).entry
    hit = drafted(candidate(title, facts=replace(flaw, affected=(Affected(count=9, unit="件"),))), maker).entry

    assert [party.role for party in harmless.parties] == [Role.VENDOR]
    assert [party.role for party in hit.parties] == [Role.VICTIM]


def test_a_flawed_product_of_an_unknown_maker_is_nobody_who_was_hit():
    draft = drafted(candidate("「ミナセルータ」に認証不備の脆弱性", facts=Facts(cause=Cause.VULNERABILITY)))

    assert draft.organizations == ()
