import pytest

from generator.errors import ContentError
from generator.storage.archive import load_archive, read_archive

NEWSLETTER = """title: 架空サイバーだより
publisher: 架空法務協会
postal_address: 〒000-0000 架空県架空市1-2-3
contact: {name: 事務局, email: info@kakuu.example}
opt_out: https://news.kakuu.example/unsubscribe
site_url: https://news.kakuu.example/
mail_from: news@kakuu.example
"""
ENTRY = "section: incidents\nannounced: 2026-10-19\nheadline: 題\nbody:\n- 一文。\n"


@pytest.fixture
def content(tmp_path):
    write(tmp_path, "newsletter.yml", NEWSLETTER)
    write(tmp_path, "issues/2026-11/issue.yml", "published: 2026-11-10\n")
    return tmp_path


def write(content, name, text):
    path = content / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def rules_of(content):
    with pytest.raises(ContentError) as caught:
        load_archive(content)
    return [(f.file.removeprefix(f"{content.as_posix()}/"), f.line, f.rule) for f in caught.value.findings]


def test_an_archive_is_its_files(content):
    write(content, "issues/2026-11/entries/2026-10-19-q7mk.yml", ENTRY)
    write(content, "candidates/2026-11/2026-11-02-ab3d.yml", ENTRY)
    write(content, "organizations/minase.yml", "name: 株式会社ミナセ通信\nkind: company\nindustry: 通信会社\n")

    archive = load_archive(content)

    assert [entry.id for entry in archive.entries] == ["2026-10-19-q7mk"]
    assert [entry.id for entry in archive.candidates] == ["2026-11-02-ab3d"]
    assert [organization.id for organization in archive.organizations] == ["minase"]
    assert archive.issues[0].month == "2026-11"


def test_everything_wrong_under_content_is_told_at_once(content):
    write(content, "issues/2026-11/entries/2026-10-19-q7mk.yml", "section：incidents\n")
    write(content, "issues/2026-11/entries/2026-10-20-aaaa.yml", ENTRY + "headline: 別\n")
    write(content, "issues/2026-11/entries/2026-10-21-bbbb.yml", ENTRY + "id: 2026-10-21-cccc\n")
    write(content, "issues/2026-11/entries/2026-10-22-dddd.yml", ENTRY + "colour: red\n")
    write(content, "issues/2026-13/issue.yml", "published: 2026-11-10\n")
    write(content, "organizations/a.yml", "kind: company\n")
    (content / "organizations" / "b.yml").write_bytes("name: 架空\n".encode("cp932"))

    assert rules_of(content) == [
        ("organizations/a.yml", 1, "key-missing"),
        ("organizations/b.yml", 1, "file-not-utf8"),
        ("issues/2026-11/entries/2026-10-19-q7mk.yml", 1, "yaml-full-width-colon"),
        ("issues/2026-11/entries/2026-10-20-aaaa.yml", 6, "yaml-duplicate-key"),
        ("issues/2026-11/entries/2026-10-21-bbbb.yml", 6, "id-differs"),
        ("issues/2026-11/entries/2026-10-22-dddd.yml", 6, "key-unknown"),
        ("issues/2026-13", 0, "no-such-month"),
    ]


STRAY = {
    "a file with the wrong ending": "issues/2026-11/entries/2026-10-19-q7mk.yaml",
    "a text file": "organizations/memo.txt",
    "a file between the months": "candidates/2026-10-19-q7mk.yml",
    "a folder of its own": "drafts/a.yml",
}


@pytest.mark.parametrize("name", STRAY.values(), ids=STRAY)
def test_a_file_that_would_not_be_read_is_told(content, name):
    write(content, name, ENTRY)

    assert [rule for _, _, rule in rules_of(content)] == ["file-not-read"]


def test_the_same_id_in_two_places_is_told(content):
    write(content, "issues/2026-11/entries/2026-10-19-q7mk.yml", ENTRY)
    write(content, "candidates/2026-10/2026-10-19-q7mk.yml", ENTRY)

    assert [rule for _, _, rule in rules_of(content)] == ["id-twice"]


def test_a_file_name_made_of_a_name_is_told(content):
    write(content, "issues/2026-11/entries/minase-leak.yml", ENTRY)

    assert [rule for _, _, rule in rules_of(content)] == ["entry-file-name"]


def test_an_issue_without_its_file_is_told(content):
    write(content, "issues/2026-10/entries/2026-10-19-q7mk.yml", ENTRY)

    assert rules_of(content) == [("issues/2026-10/issue.yml", 0, "issue-missing")]


def test_what_can_be_read_is_read_beside_what_cannot(content):
    write(content, "issues/2026-11/entries/2026-10-19-q7mk.yml", ENTRY)
    write(content, "issues/2026-11/entries/2026-10-20-aaaa.yml", "colour: red\n")

    archive, findings = read_archive(content)

    assert [entry.id for entry in archive.entries] == ["2026-10-19-q7mk"]
    assert findings


def test_entries_stand_by_section_then_as_ordered_then_by_day(content):
    write(content, "issues/2026-11/issue.yml", "published: 2026-11-10\norder: [2026-10-21-cccc]\n")
    for name, section in {"10-19-aaaa": "policy", "10-20-bbbb": "incidents", "10-21-cccc": "incidents"}.items():
        text = ENTRY.replace("incidents", section).replace("2026-10-19", f"2026-{name[:5]}")
        write(content, f"issues/2026-11/entries/2026-{name}.yml", text)

    archive = load_archive(content)

    assert [entry.id[-4:] for entry in archive.entries] == ["cccc", "bbbb", "aaaa"]
