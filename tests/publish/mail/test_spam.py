"""What two spam filters say of our mail, by their local rules, and of mails in which something is wrong."""

import contextlib
import json
import mailbox
import os
import re
import shutil
import socket
import subprocess
import time
import urllib.request
from dataclasses import replace
from functools import partial

import pytest

from generator.publish.mail import render_mail
from tests.publish.mail.copies import GTUBE, HTML_ONLY, copy_of, golden_mails, of_one_part, without
from tests.publish.mail.golden import golden_month, heavy_month

pytestmark = pytest.mark.slow

IMAGE = b'<img src="https://kawaraban.example/a.png">'
GOOD_RULES = {"HTML_MESSAGE", "MAILING_LIST_MULTI", "NO_RECEIVED", "NO_RELAYS"}

needs_spamassassin = pytest.mark.skipif(not shutil.which("spamassassin"), reason="needs apt's spamassassin")
needs_rspamd = pytest.mark.skipif(not shutil.which("rspamd"), reason="needs apt's rspamd")


def broken(copy):
    """Give the mails in which something is wrong, and the rule of SpamAssassin that must say so."""
    return {
        "MISSING_DATE": without(copy, b"Date"),
        "MISSING_MID": without(copy, b"Message-ID"),
        "MISSING_HEADERS": without(copy, b"To"),
        "HTML_IMAGE_ONLY_04": of_one_part(copy, HTML_ONLY.replace(b"<p>x</p>", IMAGE)),
        "MIME_HTML_ONLY": of_one_part(copy, HTML_ONLY),
        "GTUBE": of_one_part(copy, GTUBE),
    }


def assassinate(folder, messages):
    """Give (score, rules) of each message; all in one run, since the program takes seconds to start."""
    with contextlib.closing(mailbox.mbox(folder / "in", create=True)) as box:
        for number, message in enumerate(messages):
            box.add(f"X-Number: {number}\n".encode() + message.replace(b"\r\n", b"\n"))
    command = ["spamassassin", "-L", "-t", "-x", "--cf", "report_safe 0", "--mbox", folder / "in"]
    output = subprocess.run(command, capture_output=True, check=True, cwd=folder, env=os.environ | {"HOME": folder})
    (folder / "out").write_bytes(output.stdout)
    found = {}
    with contextlib.closing(mailbox.mbox(folder / "out")) as box:
        for message in box:
            status = re.sub(r"\s+", " ", str(message["X-Spam-Status"])).replace(", ", ",")
            score, rules = re.search(r"score=(-?[\d.]+) .*tests=(\S*)", status).groups()
            found[int(message["X-Number"])] = float(score), set(rules.split(","))
    return [found[number] for number in range(len(messages))]


@needs_spamassassin
def test_spamassassin_finds_nothing_in_our_mail_and_everything_in_broken_ones(tmp_path):
    copies = [copy_of(mail.message) for mail in golden_mails()]
    controls = broken(copies[0])

    good, correction, *rest = assassinate(tmp_path, [*copies, *controls.values()])

    for score, rules in (good, correction):
        assert score <= -0.5
        assert rules <= GOOD_RULES
    for rule, (score, rules) in zip(controls, rest, strict=True):
        assert rule in rules, rules
        assert score > good[0]


# Nobody is asked: the name server is a port on which nobody listens. The tests' domains end in .example, which is no
# top-level domain to rspamd unless it is told so (it would take every link for a disguised one).
RSPAMD = """
.include "$CONFDIR/common.conf"
options {{
  dns {{ nameserver = ["127.0.0.1:9"]; timeout = 0.05s; retransmits = 1; }}
  pidfile = "{folder}/pid"; control_socket = "{folder}/control mode=0600"; cache_file = "{folder}/cache";
  url_tld = "{folder}/tld"; disable_hyperscan = true; filters = "chartable,dkim,regexp";
}}
logging {{ type = "file"; filename = "{folder}/log"; level = "error"; }}
worker "normal" {{ bind_socket = "127.0.0.1:{port}"; count = 1; enabled = true; }}
"""


@pytest.fixture(scope="module")
def rspamd(tmp_path_factory):
    """Run an rspamd of the test's own; gives what asks it: (score, symbols) of a message."""
    folder = tmp_path_factory.mktemp("rspamd")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    (folder / "tld").write_text("example\n", "utf-8")
    (folder / "conf").write_text(RSPAMD.format(folder=folder, port=port), "utf-8")
    places = [f"--var={name}={folder}" for name in ("DBDIR", "RUNDIR", "LOGDIR")]
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(["rspamd", "-i", "-f", "-c", folder / "conf", *places], **quiet)

    def ask(message):
        said = {"IP": "127.0.0.1", "Helo": "localhost", "Hostname": "mail.kawaraban.example"}
        said |= {"From": "news@kawaraban.example", "Rcpt": "hanako@kakuu.example"}
        asked = urllib.request.Request(f"http://127.0.0.1:{port}/checkv2", data=message, headers=said)
        with urllib.request.urlopen(asked, timeout=20) as answer:
            told = json.loads(answer.read())
        return told["score"], set(told["symbols"])

    try:
        _wait_for(port, process)
        yield ask
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(port, process):
    for _ in range(200):
        assert process.poll() is None, "rspamd has ended"
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/ping", timeout=2).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("rspamd did not start")


@needs_rspamd
@pytest.mark.parametrize("number", [0, 1], ids=["issue", "correction"])
def test_rspamd_finds_nothing_in_our_mail(rspamd, number):
    score, symbols = rspamd(copy_of(golden_mails()[number].message))

    assert score <= 0.2, symbols


def with_highlights(number):
    newsletter, issue = golden_month()
    return newsletter, replace(issue, highlights=(issue.highlights * 2)[:number])


def with_an_address_in_the_prose():
    newsletter, issue = golden_month()
    entry = replace(issue.entries[0], body=("詳しくは https://www.kakuu.example/a?b=1&c=2 を参照。",))
    return newsletter, replace(issue, entries=(entry, *issue.entries[1:]))


def with_a_source_twice():
    newsletter, issue = golden_month()
    sourced = next(entry for entry in issue.entries if any(source.url for source in entry.sources))
    return newsletter, replace(issue, entries=(*issue.entries, replace(sourced, id="2026-10-03-twic")))


def as_summaries(sources):
    newsletter, issue = heavy_month(45)
    (source,) = (source for entry in golden_month()[1].entries for source in entry.sources if source.url)
    entry = replace(issue.entries[0], sources=(source,) * sources)
    return newsletter, replace(issue, entries=(entry, *issue.entries[1:]))


def without_a_page_for_contact():
    newsletter, issue = golden_month()
    return replace(newsletter, contact=replace(newsletter.contact, url=None)), issue


@needs_rspamd
@pytest.mark.parametrize(
    "month",
    [
        *(partial(with_highlights, number) for number in range(3)),
        with_an_address_in_the_prose,
        with_a_source_twice,
        partial(as_summaries, 1),
        partial(as_summaries, 2),
        without_a_page_for_contact,
    ],
)
def test_rspamd_finds_nothing_however_many_links_an_issue_has(rspamd, month):
    newsletter, issue = month()

    score, symbols = rspamd(copy_of(render_mail(issue, newsletter).message))

    assert score <= 0.2, symbols


def with_an_address_in_one_part(copy):
    return of_one_part(
        copy,
        b'multipart/alternative; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\ntext\r\n'
        b"--b\r\nContent-Type: text/html\r\n\r\n<p>https://kawaraban.example/x</p>\r\n--b--",
    )


def with_a_bare_subject(copy):
    return without(copy, b"Subject").replace(b"\r\nTo:", "\r\nSubject: 月報\r\nTo:".encode(), 1)


@needs_rspamd
@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("MISSING_DATE", lambda copy: without(copy, b"Date")),
        ("MISSING_MID", lambda copy: without(copy, b"Message-ID")),
        ("MISSING_TO", lambda copy: without(copy, b"To")),
        ("SUBJECT_NEEDS_ENCODING", with_a_bare_subject),
        ("MIME_HTML_ONLY", lambda copy: of_one_part(copy, HTML_ONLY)),
        ("URI_COUNT_ODD", with_an_address_in_one_part),
        ("GTUBE", lambda copy: of_one_part(copy, GTUBE)),
    ],
)
def test_rspamd_would_find_what_is_wrong(rspamd, rule, change):
    good = copy_of(golden_mails()[0].message)

    score, symbols = rspamd(change(good))

    assert rule in symbols
    assert score > rspamd(good)[0]
