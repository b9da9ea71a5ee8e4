"""Names that an editor may have forgotten to write down."""

import pytest

from builders import make_organization
from generator.language.forms_suggest import suggest_names


def romanize(kana):
    return {"ミナセツウシン": "minase tsuushin", "トウヨウ": "touyou"}.get(kana)


def names(**changes):
    return {one.name for one in suggest_names(make_organization(**changes), romanize)}


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"name": "株式会社ミナセ通信"}, "ミナセ"),
        ({"name": "ミナセホールディングス株式会社"}, "ミナセHD"),
        ({"name": "架空信用金庫"}, "架空信金"),
        ({"name": "ミナセ・モバイル株式会社"}, "ミナセ"),
        ({"kana": ("ミナセツウシン",)}, "Minase Tsuushin"),
        ({"kana": ("トウヨウ",)}, "Toyo"),
        ({"english": ("Kakuu Telecom Holdings Inc.",)}, "KTH"),
        ({"domains": ("minase-tel.example",)}, "minase-tel"),
    ],
)
def test_a_usual_other_name_is_suggested(changes, name):
    assert name in names(**changes)


def test_a_name_that_is_written_down_is_not_suggested():
    assert names(name="株式会社ミナセ通信", other_names=("ミナセ",)) == set()


def test_every_suggestion_says_why_and_where_it_belongs():
    for one in suggest_names(make_organization(kana=("ミナセツウシン",), domains=("minase-tel.example",)), romanize):
        assert one.reason
        assert one.field in {"other_names", "english", "domains"}
