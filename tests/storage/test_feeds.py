import pytest

from generator.errors import ContentError
from generator.storage import load_feeds

BLOCK = "- id: a\n  title: 甲\n  url: {url}\n  format: html\n  list: {{item: '{item}', title: a, link: a}}\n"


def load(tmp_path, *, url="https://a.example/", item="li"):
    path = tmp_path / "feeds.yml"
    path.write_text(BLOCK.format(url=url, item=item), "utf-8")
    return load_feeds(path)


@pytest.mark.parametrize(
    "item", ["li", "ul.news > li", "a.card-categories.news", "#main *, dd", 'a[href*="/news/"]', "li[data-x]"]
)
def test_a_selector_that_is_known_is_taken(tmp_path, item):
    assert load(tmp_path, item=item)[0].list.item == item


@pytest.mark.parametrize("item", ["li:not(.ad)", "h2 + ul li", "h2 ~ li", "li:nth-child(2)", "a[href|=x]", "li("])
def test_a_selector_that_would_find_nothing_is_told_with_its_line(tmp_path, item):
    with pytest.raises(ContentError, match=r"feeds\.yml:5.*読めない書き方"):
        load(tmp_path, item=item)


@pytest.mark.parametrize("field", ["year", "reiwa", "reiwa:02", "fiscal_reiwa"])
def test_the_year_may_stand_in_an_address(tmp_path, field):
    assert load(tmp_path, url=f"https://a.example/R{{{field}}}.html")


def test_other_braces_in_an_address_are_told(tmp_path):
    with pytest.raises(ContentError, match="heisei"):
        load(tmp_path, url="https://a.example/{heisei}.html")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "情報源がひとつも書かれていません"),
        ("# 注釈だけ\n", "情報源がひとつも書かれていません"),
        (None, "情報源の一覧がありません"),
        ("- id: a\n  title: 甲\n  url: 'http://[::1'\n", r"feeds\.yml:3.*取得できません"),
        ("- id: a\n  title: 甲\n  url: https://a.example/\n  max_age_days: 99999999999\n", r"feeds\.yml:4.*長すぎます"),
    ],
)
def test_what_is_wrong_with_a_list_is_said_with_what_to_do(tmp_path, text, reason):
    path = tmp_path / "feeds.yml"
    if text is not None:
        path.write_text(text, "utf-8")

    with pytest.raises(ContentError, match=reason):
        load_feeds(path)
