from dataclasses import replace
from email import message_from_bytes, policy

import pytest

from builders import SHARED
from generator.deliver.smtp import open_transport
from generator.model import PublicHighlight, PublicSource, Section
from generator.publish.mail import render_mail
from generator.publish.mail.html import render_html
from generator.publish.mail.text import render_digest, render_text
from generator.publish.mail.wording import SAMPLE_NOTICE
from generator.storage import load_archive
from tests.deliver.sink import listening
from tests.publish.mail.copies import copy_of
from tests.publish.mail.golden import FOLDER, golden_month
from tests.publish.mail.seed_reader import editors_files, read_digest

SEED = SHARED / "seeds" / "002-monthly-digest-2023-09.txt"
RULE = "_" * 82


@pytest.fixture
def seed():
    if not SEED.exists():
        pytest.skip("the digest that members know lies in a folder beside this checkout, which is not here")
    return SEED.read_bytes().decode()


def test_the_digest_that_members_know_is_printed_without_a_changed_character(seed):
    newsletter, issue = read_digest(seed)

    assert render_digest(issue, newsletter) == seed


def test_the_reader_of_the_seed_finds_its_sixteen_stories_and_two_sources(seed):
    _, issue = read_digest(seed)

    assert [len(issue.in_section(section)) for section in Section] == [10, 1, 1, 4]
    assert sum(len(entry.sources) for entry in issue.entries) == 2


def test_the_mail_is_the_known_digest_and_after_it_only_the_notices(seed):
    newsletter, issue = read_digest(seed)

    text = render_text(issue, newsletter)

    assert text.startswith(f"{seed}\n▼送信者: ")
    assert [line[:1] for line in text.removeprefix(f"{seed}\n").split("\n")] == [*"▼▼▼▼▼", "_"]


def test_the_golden_month_is_printed_word_for_word():
    newsletter, issue = golden_month()

    assert render_text(issue, newsletter) == (FOLDER / "expected.txt").read_bytes().decode()


def test_the_box_around_the_contents_is_drawn_in_the_known_characters():
    newsletter, issue = golden_month()

    lines = render_text(issue, newsletter).split("\n")

    assert f"\u250c{chr(0x2015) * 3}目次{chr(0x2015) * 14}\u2510" in lines
    assert f"\u2514{chr(0x2015) * 19}\u2518" in lines


def test_a_section_without_entries_says_so():
    newsletter, issue = golden_month()

    lines = render_text(replace(issue, entries=()), newsletter).split("\n")

    assert [lines[lines.index(f"{section.number}.{section.label}") + 1] for section in Section] == [
        "今月の該当情報はありません。"
    ] * 4


@pytest.mark.parametrize(
    ("title", "publisher", "printed"),
    [
        ("点検の手引き", "某団体", "「点検の手引き」 某団体"),
        ("「点検の手引き」", "某団体", "「点検の手引き」 某団体"),
        ("「手引き」の改正", "某団体", "「『手引き』の改正」 某団体"),
        ("「手引き」と「記入例」", "某団体", "「『手引き』と『記入例』」 某団体"),
        ("点検の手引き", "", "「点検の手引き」"),
    ],
)
def test_a_source_is_printed_in_brackets_once(title, publisher, printed):
    newsletter, issue = golden_month()
    entry = replace(issue.entries[0], sources=(PublicSource(title=title, publisher=publisher),))

    lines = render_text(replace(issue, entries=(entry,)), newsletter).split("\n")

    assert printed in lines


def test_a_link_of_a_source_stands_on_its_own_line_and_only_if_it_is_a_web_address():
    newsletter, issue = golden_month()
    entry = replace(
        issue.entries[0],
        sources=(
            PublicSource(title="甲", publisher="", url="https://a.example/1"),
            PublicSource(title="乙", publisher="", url="javascript:alert(1)"),
        ),
    )

    text = render_text(replace(issue, entries=(entry,)), newsletter)

    assert "「甲」\nhttps://a.example/1\n「乙」\n2.政策" in text


@pytest.mark.parametrize("end", ["\n", "\r\n", "\u2028", "\x0b", "\x85", " \n "])
def test_a_line_break_within_a_paragraph_makes_no_second_line(end):
    newsletter, issue = golden_month()
    entry = replace(issue.entries[0], body=(f"前半{end}◇2026/1/1 偽の見出し",), headline=f"題{end}4.その他")

    lines = render_text(replace(issue, entries=(entry,)), newsletter).split("\n")

    assert "前半 ◇2026/1/1 偽の見出し" in lines
    assert "◇2026/10/2 題 4.その他" in lines


def test_without_highlights_no_line_is_added_for_them():
    newsletter, issue = golden_month()

    assert "■" not in render_text(replace(issue, highlights=()), newsletter)


def test_the_number_in_the_heading_is_the_number_of_highlights():
    newsletter, issue = golden_month()
    two = (PublicHighlight(text="一つ目"), PublicHighlight(text="二つ目"))

    assert "■今月の2点\n・一つ目\n・二つ目\n┌" in render_text(replace(issue, highlights=two), newsletter)


def test_a_sample_says_so_in_its_first_and_last_line_and_changes_nothing_else():
    newsletter, issue = golden_month()

    sample = render_text(issue, replace(newsletter, sample=True))

    assert sample == f"{SAMPLE_NOTICE}\n{render_text(issue, newsletter)}\n{SAMPLE_NOTICE}"


def test_the_way_out_stands_directly_beside_the_senders_name():
    newsletter, issue = golden_month()

    lines = render_text(issue, newsletter).split("\n")

    assert "配信停止" in lines[lines.index("▼送信者: 架空予防法務協会") + 1]


def test_an_opt_out_by_mail_is_printed_as_an_address():
    newsletter, issue = golden_month()

    text = render_text(issue, replace(newsletter, opt_out="mailto:stop@kawaraban.example?subject=stop"))

    assert "次の宛先へメールでお知らせください: stop@kawaraban.example\n" in text
    assert "mailto:" not in text


def test_the_known_digest_survives_the_way_through_the_editors_files(seed, tmp_path):
    _, issue = read_digest(seed)
    for path, content in editors_files(seed).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(content, "utf-8")

    archive = load_archive(tmp_path)
    (stored,) = archive.issues
    public = replace(
        issue,
        published=stored.published,
        entries=tuple(
            replace(entry, headline=kept.headline, body=kept.body, announced=kept.announced, section=kept.section)
            for entry, kept in zip(issue.entries, stored.entries, strict=True)
        ),
    )

    assert render_digest(public, archive.newsletter) == seed


def test_the_known_digest_makes_a_mail_of_at_most_forty_kilobytes(seed):
    newsletter, issue = read_digest(seed)

    assert render_html(issue, newsletter).size <= 40_000


def test_forty_stories_like_these_make_a_mail_of_at_most_85_kilobytes(seed):
    newsletter, issue = read_digest(seed)
    forty = tuple(replace(issue.entries[at % 16], id=f"2023-08-01-{at:04}") for at in range(40))

    assert render_html(replace(issue, entries=forty), newsletter).size <= 85_000


def test_the_known_digest_arrives_without_a_changed_character(seed):
    newsletter, issue = read_digest(seed)
    copy = copy_of(render_mail(issue, newsletter).message)
    with listening() as sink, open_transport("127.0.0.1", sink.port) as transport:
        transport.send(sender="news@kawaraban.example", recipient="hanako@kakuu.example", message=copy)

    received = message_from_bytes(sink.taken[0][1], policy=policy.default).get_body(("plain",)).get_content()

    assert received.replace("\r\n", "\n").startswith(f"{seed}\n▼送信者: ")
