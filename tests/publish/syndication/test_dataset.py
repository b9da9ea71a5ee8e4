import csv
import io
import json

from generator.model import Affected, Cause, Certainty, Facts
from generator.publish.syndication import syndication_files
from tests.publish.pages.sample import archive, entry, issue, large_archive

FACTS = Facts(
    cause=Cause.RANSOMWARE, affected=(Affected(count=1375, unit="名", qualifier="約", certainty=Certainty.POSSIBLE),)
)


def table(given):
    return list(csv.DictReader(io.StringIO(syndication_files(given)["data/entries.csv"].decode("utf-8-sig"))))


def test_both_forms_tell_every_entry():
    given = large_archive(months=3)
    ids = [one.id for one_issue in given.issues for one in one_issue.entries]
    assert [row["id"] for row in table(given)] == ids
    assert [row["id"] for row in json.loads(syndication_files(given)["data/entries.json"])["entries"]] == ids


def test_the_text_of_an_entry_is_not_in_the_data():
    given = archive(issue(entries=[entry(body=("本文だけにあることば。",))]))
    for name in ("data/entries.json", "data/entries.csv"):
        assert "本文だけにあることば" not in syndication_files(given)[name].decode()


def test_figures_are_numbers_in_json():
    row = json.loads(syndication_files(archive(issue(entries=[entry(facts=FACTS)])))["data/entries.json"])["entries"][0]
    assert row["affected"] == [{"qualifier": "約", "count": 1375, "unit": "名", "certainty": "possible"}]


def test_a_headline_that_looks_like_a_formula_is_none_in_a_spreadsheet():
    assert table(archive(issue(entries=[entry(headline='=HYPERLINK("http://a.example")')])))[0]["headline"][0] == "'"


def test_a_spreadsheet_sees_that_it_is_utf_8_and_lines_end_as_the_standard_says():
    data = syndication_files(archive(issue(entries=[entry()])))["data/entries.csv"]
    assert data.startswith(b"\xef\xbb\xbfid,")
    assert data.count(b"\r\n") == data.count(b"\n") == 2


def test_the_data_say_where_the_terms_stand():
    files = syndication_files(archive(issue(entries=[entry()])))
    assert json.loads(files["data/entries.json"])["license"]["url"] == "https://kawaraban.example/news/terms/"
    assert "ご利用条件" in files["data/about.txt"].decode()


def test_every_entry_has_a_line_of_its_own_whatever_its_headline_says():
    odd = entry("2026-10-02-bbbb", headline='2件 }, {"id": "x"} を公表', facts=FACTS)
    text = syndication_files(archive(issue(entries=[entry(facts=FACTS), odd])))["data/entries.json"].decode()
    head, *rows, end = text.splitlines()
    assert [json.loads(row.removesuffix(","))["headline"] for row in rows][1] == odd.headline
    assert (len(rows), head[-1], end) == (2, "[", "]}")
