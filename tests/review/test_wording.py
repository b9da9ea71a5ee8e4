import pytest

from builders import make_archive, make_entry, make_newsletter
from generator.review.newsletter import check_newsletter
from generator.review.wording import check_wording

WRONG = {
    "circled digits": ("対象は①氏名である。", "letter-machine-dependent", "1"),
    "a company sign": ("㈱が公表した。", "letter-machine-dependent", "(株)"),
    "full-width digits": ("対象は１２件である。", "letter-full-width", "12"),
    "an open bracket": ("「題を公表した。", "brackets-unbalanced", "「」"),
    "brackets that cross": ("「題(一」)である。", "brackets-unbalanced", "「」"),
}


@pytest.mark.parametrize(("text", "rule", "advice"), WRONG.values(), ids=WRONG)
def test_letters_that_a_reader_would_not_see_right_are_told(text, rule, advice):
    (remark,) = check_wording(make_archive(make_entry(body=(text,))))

    assert (remark.rule, remark.path) == (rule, ("body", 0))
    assert advice in remark.advice


def test_ordinary_text_is_left_alone():
    text = "某社は「第2報(その1)」を公表し、対象は1,375名であるとした。"

    assert list(check_wording(make_archive(make_entry(body=(text,))))) == []


def test_what_init_filled_in_may_stand_in_a_sample_only():
    filled = {"publisher": "発行者の名前", "postal_address": "〒000-0000 発行者の住所"}

    real = [remark.path for remark in check_newsletter(make_archive(newsletter=make_newsletter(**filled)))]
    sample = list(check_newsletter(make_archive(newsletter=make_newsletter(**filled, sample=True))))

    assert (real, sample) == ([("publisher",), ("postal_address",)], [])


SETTINGS = {
    "a site without a scheme": {"site_url": "news.kakuu.example"},
    "an opt-out that is no address": {"opt_out": "事務局まで"},
    "a sender with a name": {"mail_from": "事務局 <news@kakuu.example>"},
    "a cut-off that February does not have": {"cut_off": 31},
}


@pytest.mark.parametrize("changes", SETTINGS.values(), ids=SETTINGS)
def test_a_setting_that_would_not_work_is_told(changes):
    (remark,) = check_newsletter(make_archive(newsletter=make_newsletter(**changes)))

    assert remark.path == (next(iter(changes)),)
