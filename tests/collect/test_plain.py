import pytest

from generator.collect.plain import from_markup, from_text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>一段目</p><p>二段目</p>", "一段目 二段目"),
        ("a<br>b<br/>c", "a b c"),
        ("A &amp; B &lt;C&gt; &#169; &nbsp;D", "A & B <C> © D"),
        ("<script>alert(1)</script>残る<style>p{}</style>", "残る"),
        ("<svg/onload=alert(1)>題名", "題名"),
        ("<body/onload=alert(1)>題名", "題名"),
        ("<img src=x onerror=alert(1)//", ""),
        ("5 < 6 で 7 > 6", "5 < 6 で 7 > 6"),
        ("題名\x1b[31m&#27;\u202e\u200b続き", "題名 [31m 続き"),
        ("<b>未完の", "未完の"),
        ("<ruby>漏<rp>(</rp><rt>ろう</rt><rp>)</rp></ruby>えい", "漏えい"),
        ("<!-- 注釈 -->本文", "本文"),
    ],
)
def test_markup_becomes_one_line_of_text(markup, text):
    assert from_markup(markup) == text


def test_a_long_text_is_cut_with_a_mark():
    assert from_text("あ" * 400, limit=300) == "あ" * 299 + "…"


def test_no_control_character_comes_through():
    line = from_text("".join(map(chr, range(0x20))) + "\x7f\x85\x9b\u2028\u2029x")

    assert line == "x"
