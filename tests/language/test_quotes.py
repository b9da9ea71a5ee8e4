"""Which words in quotes are the name of a thing, and which are a document, a saying, an everyday word."""

import pytest

from generator.language.quotes import quoted_names


@pytest.mark.parametrize(
    "text",
    [
        "会員システム「ソラノミチ」に侵入",
        "「ソラノミチ」のサーバ",
        "「みちくさ」アプリ",
        "「空の道」というサービス",
        "『Sorano Link』への不正アクセス",
    ],
)
def test_a_name_beside_a_word_for_a_thing_is_the_name_of_a_thing(text):
    (found,) = quoted_names(text)

    assert found.is_thing
    assert text[found.start + 1 : found.end - 1] == found.name


def test_a_name_without_such_a_word_is_told_too():
    assert [(one.name, one.is_thing) for one in quoted_names("「Sorano Link」を停止した")] == [("Sorano Link", False)]


@pytest.mark.parametrize(
    "text",
    [
        "「サイバー白書2026」のサイト",
        "「個人情報の保護に関する法律」のページ",
        "件名「パスワードの有効期限」のメール",
        "ランサムウェア「ネロ」のサイト",
        "「ネロ」と名乗る集団",
        "「カリント」と呼ばれる手口",
        "「不正アクセス」と「ランサムウェア」",
        "「会員システム」を停止",
        "「漏えいはない」としている",
        "引用のない文",
    ],
)
def test_documents_words_and_sayings_are_no_names(text):
    assert quoted_names(text) == ()
