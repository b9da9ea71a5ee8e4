"""The preview of an entry in strict mode, which bears another id for members than the one in its file."""

from datetime import date

from builders import make_archive, make_entry, make_issue
from generator.desk.look import look_at
from generator.model import Privacy
from tests.publish.anonymize.cast import EVERYONE, parties


def test_the_preview_of_a_strict_entry_is_its_own_page_and_mail_without_the_day():
    entry = make_entry(
        id="2026-12-04-q7mk",
        announced=date(2026, 12, 4),
        headline="ミナセ 4,321名の漏えい",
        body=("ミナセは12月4日、公表した。",),
        parties=parties(minase="victim"),
        privacy=Privacy.STRICT,
    )
    other = make_issue(make_entry(id="2026-12-05-bbbb"), month="2026-12", published=date(2026, 12, 15))

    preview = look_at(entry, make_archive(organizations=EVERYONE, issues=(other,)), "2026-12").preview

    assert preview.text == "◇2026/12上旬 某情報処理会社 約4,000名の漏えい\n某情報処理会社は12月上旬、公表した。"
    assert 'id="i-2026-12-01-q7mk"' in preview.html
    assert "12-04" not in preview.html
