"""The subject, and the text, as other people's mail readers show them: whole, each with a decoder of its own.

GMime (notmuch) shows nothing behind a padded word of base64 in the middle of a Japanese subject: MAIL.md 0, finding 2.
"""

import json
import os
import re
import shutil
import subprocess
from dataclasses import replace
from email import message_from_bytes, policy
from html import unescape

import pytest

from generator.publish.mail import render_mail
from tests.browser.checkers import checker, need
from tests.publish.mail.copies import copy_of, golden_mails, without
from tests.publish.mail.golden import golden_month

pytestmark = pytest.mark.slow

LONG = "架空予防法務協会からのお知らせ 第2版・インシデント情報(Webサービス編)"
PADDED = b"Subject: =?utf-8?b?5p6256m65pyI5aCxIDIwMjblubQ=?=\r\n =?utf-8?b?MTHmnIjlj7c=?=\r\n"
POSTAL_MIME = """
import { readFileSync } from 'node:fs';
const { default: PostalMime } = await import(process.argv[2] + '/dist/esm/postal-mime.js');
const mail = await new PostalMime().parse(readFileSync(0));
process.stdout.write(JSON.stringify({ subject: mail.subject, text: mail.text, html: mail.html }));
"""


def run(program, *arguments, data=b"", **more):
    if not shutil.which(program):
        pytest.skip(f"needs {program}")
    done = subprocess.run([program, *arguments], input=data, capture_output=True, check=True, timeout=60, **more)
    return done.stdout.decode()


def by_python(_folder, message):
    return message_from_bytes(message, policy=policy.default)["Subject"]


def by_notmuch(folder, message):
    (folder / "mail" / "cur").mkdir(parents=True)
    for name in ("new", "tmp"):
        (folder / "mail" / name).mkdir()
    (folder / "mail" / "cur" / "1:2,S").write_bytes(message)
    (folder / "config").write_text(f"[database]\npath={folder}/mail\n[user]\nprimary_email=hanako@kakuu.example\n")
    there = os.environ | {"NOTMUCH_CONFIG": str(folder / "config"), "HOME": str(folder)}
    run("notmuch", "new", "--no-hooks", env=there)
    (found,) = json.loads(run("notmuch", "search", "--format=json", "*", env=there))
    return found["subject"]


def by_s_nail(folder, message):
    (folder / "box").write_bytes(b"From a Thu Nov 12 09:00:00 2026\n" + message.replace(b"\r\n", b"\n"))
    words = ["-n", "-R", "-S", "quiet", "-S", "ttycharset=utf-8", "-f", str(folder / "box")]
    there = os.environ | {"HOME": str(folder), "LC_ALL": "C.UTF-8"}
    shown = run("s-nail", *words, data=b"headerpick type retain subject\ntype 1\nexit\n", env=there)
    return re.search(r"^Subject: (.*(?:\n[ \t].*)*)", shown, re.MULTILINE)[1].replace("\n", "")


def by_mhonarc(_folder, message):
    page = run("mhonarc", "-quiet", "-single", data=message)
    return unescape(re.search(r"<title>(.*?)</title>", page, re.DOTALL)[1])


def by_email_mime(_folder, message):
    script = "local $/; binmode STDOUT, ':utf8'; print Email::MIME->new(<STDIN>)->header_str('Subject')"
    known = subprocess.run([need("perl"), "-MEmail::MIME", "-e1"], check=False, capture_output=True)
    if known.returncode:
        pytest.skip("needs apt's libemail-mime-perl")
    return run("perl", "-MEmail::MIME", "-e", script, data=message)


def by_postal_mime(folder, message):
    return read_by_postal_mime(folder, message)["subject"]


def read_by_postal_mime(folder, message):
    (folder / "read.mjs").write_text(POSTAL_MIME, "utf-8")
    need("node")
    return json.loads(run("node", folder / "read.mjs", checker("postal-mime"), data=message))


READERS = [by_python, by_notmuch, by_s_nail, by_mhonarc, by_email_mime, by_postal_mime]


def titled(title):
    newsletter, issue = golden_month()
    return render_mail(issue, replace(newsletter, title=title, sample=True)).message


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("title", ["かわら版サイバー月報", LONG], ids=["usual", "long"])
def test_the_subject_is_read_whole(tmp_path, reader, title):
    assert reader(tmp_path, copy_of(titled(title))) == f"【見本】{title} 2026年11月号"


def test_a_reader_would_show_that_a_subject_was_cut(tmp_path):
    copy = without(copy_of(titled("月報")), b"Subject")
    cut = copy.replace(b"\r\nDate:", b"\r\n" + PADDED + b"Date:", 1)

    assert by_python(tmp_path, cut) == "架空月報 2026年11月号"
    assert by_notmuch(tmp_path, cut) != "架空月報 2026年11月号"


def test_another_parser_reads_both_parts_as_they_were_written(tmp_path):
    mail, _ = golden_mails()

    found = read_by_postal_mime(tmp_path, copy_of(mail.message))

    assert found["text"].replace("\r\n", "\n").rstrip("\n") == mail.text
    assert found["html"].replace("\r\n", "\n").rstrip("\n") == mail.html.rstrip("\n")
