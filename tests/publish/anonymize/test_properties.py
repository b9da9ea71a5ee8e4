"""Whatever the names and the sentences are: what an editor writes with a name or with the alias comes out the same."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from builders import make_archive, make_entry, make_issue, make_organization
from generator.model import Privacy
from generator.publish.anonymize import anonymize
from tests.publish.anonymize.cast import EVERYONE, HOKUSEI, parties

KANJI = "北星湊凪汐潮蒼梧桐瀬霧岬鳴鷺榎柏楓嵐澪渚"
KATAKANA = "ホクセイミナトナギサクラウドネット"
NAMES = st.one_of(
    st.text(KANJI, min_size=3, max_size=6),
    st.text(KATAKANA, min_size=5, max_size=10),
    st.tuples(st.text(KANJI, min_size=1, max_size=3), st.text(KATAKANA, min_size=3, max_size=6)).map("".join),
    st.text("abcdefghij", min_size=5, max_size=9).map(str.title),
)
FORMS = st.sampled_from(["{}", "{}株式会社", "株式会社{}", "(株){}", "㈱{}", "{} 株式会社", "{}社", "「{}」"])
INDUSTRIES = st.sampled_from(["通信会社", "小売会社", "食品製造販売会社", "エネルギー会社", "銀行"])
AFTER = st.sampled_from(
    ["は公表した。", "の子会社、", "が調査し、", "によると、", "を装い、", "、", "に対し、", "や警察と、", "などが、"]
)
BEFORE = st.sampled_from(["", "7月21日、", "調査では、", "障害を受けた", "また、", "なお、同社と", "1,375名の"])


@st.composite
def stories(draw):
    """Give an organization, and sentences with a hole for it each."""
    name = draw(NAMES)
    organization = make_organization(
        id="x", name=draw(FORMS).format(name).strip("「」"), other_names=(name,), industry=draw(INDUSTRIES)
    )
    holes = draw(st.lists(st.tuples(BEFORE, AFTER), min_size=1, max_size=6))
    return organization, name, holes


def told(organization, sentences, headline, privacy=None):
    entry = make_entry(headline=headline, body=tuple(sentences), parties=parties(x="victim"), privacy=privacy)
    return (
        anonymize(make_archive(entry, organizations=(organization,), issues=(make_issue(entry),))).issues[0].entries[0]
    )


@settings(max_examples=150, deadline=None)
@given(stories(), st.data(), st.sampled_from(Privacy))
def test_any_name_and_the_alias_give_the_same_text(story, data, privacy):
    organization, name, holes = story
    forms = [data.draw(FORMS).format(name) for _ in holes]
    with_names = [before + form + after for (before, after), form in zip(holes, forms, strict=True)]
    with_alias = [f"{before}某{organization.industry}{after}" for before, after in holes]

    first = told(organization, with_names, f"{forms[0]} 不正アクセス", privacy)
    second = told(organization, with_alias, f"某{organization.industry} 不正アクセス", privacy)

    assert (first.headline, first.body) == (second.headline, second.body)
    assert name not in first.headline + "".join(first.body)


@settings(max_examples=100, deadline=None)
@given(stories())
def test_the_grammar_of_the_alias_is_kept(story):
    organization, name, holes = story

    entry = told(organization, [before + name + after for before, after in holes], name)

    text = entry.headline + "".join(entry.body)
    assert "某某" not in text
    assert not re.search(r"会社社(?!員)|同社社(?!員)|「」|\(\)", text)
    assert "".join(entry.body).count("某") == 1  # 某… at the first mention of the body only
    assert entry.headline == f"某{organization.industry}"


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="あいはのが公表社会株式北星クラウド㈱()「」、。 ABc1名", max_size=60))
def test_no_text_breaks_the_masking_and_masking_twice_is_masking_once(text):
    entry = make_entry(headline="見出し", body=(text,), parties=parties(hokusei="victim"))
    once = anonymize(make_archive(entry, organizations=EVERYONE)).issues[0].entries[0].body
    again = make_entry(headline="見出し", body=once, parties=parties(hokusei="victim"))

    assert anonymize(make_archive(again, organizations=EVERYONE)).issues[0].entries[0].body == once


@settings(max_examples=60, deadline=None)
@given(st.permutations(EVERYONE))
def test_the_order_of_the_files_changes_nothing(organizations):
    entry = make_entry(
        headline="北星クラウドと春風通信",
        body=("渚ネットワークスと株式会社ミナセ、磯辺モバイルが公表した。", "架空調査会によると、北星は無関係。"),
        parties=parties(hokusei="victim", harukaze="victim", nagisa="victim", minase="vendor"),
    )
    archive = make_archive(entry, organizations=EVERYONE)
    mixed = make_archive(entry, organizations=tuple(organizations))

    assert anonymize(mixed).issues == anonymize(archive).issues
    assert HOKUSEI.name not in str(anonymize(archive).issues)
