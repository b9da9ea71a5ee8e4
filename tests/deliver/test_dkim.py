"""The signer of the operators' handbook behind a real Postfix, and another program that verifies what arrives."""

import json
import re
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from builders import ROOT
from generator.deliver.ledger import State
from generator.deliver.smtp import open_transport
from generator.publish.mail import render_mail
from tests.browser.checkers import checker, need
from tests.deliver.postfix import running, skip_without_postfix
from tests.deliver.sink import listening
from tests.publish.mail.copies import copy_of
from tests.publish.mail.golden import golden_month

HANDBOOK = ROOT / "docs" / "operators" / "sending.md"
DOMAIN = "kawaraban.example"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("opendkim"), reason="needs apt's opendkim and opendkim-tools"),
]


def settings(key, port):
    """Give the handbook's opendkim.conf with the domain, the key and the port of the test."""
    written = re.search(r"```opendkim\n(.*?)```", HANDBOOK.read_text("utf-8"), re.DOTALL)[1]
    named = written.replace("newsletter.example", DOMAIN).replace("8891", str(port))
    return named.replace("/etc/opendkim/keys/k1.private", str(key))


@contextmanager
def signing(folder):
    """Run the signer; gives its port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    # The key of the test lies under /tmp, where the signer rightly trusts nothing.
    (folder / "conf").write_text(settings(folder / "k1.private", port) + "RequireSafeKeys no\n", "utf-8")
    process = subprocess.Popen(["opendkim", "-f", "-x", folder / "conf"], stdin=subprocess.DEVNULL)
    try:
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.05)
        yield port
    finally:
        process.kill()  # asked politely, it takes five seconds
        process.wait(timeout=20)


@pytest.fixture(scope="module")
def signed(tmp_path_factory):
    """A member's copy as it arrives: signed on its way through Postfix. Gives it and the records of the domain."""
    skip_without_postfix()
    folder = tmp_path_factory.mktemp("dkim")
    subprocess.run(["opendkim-genkey", "-b", "2048", "-d", DOMAIN, "-s", "k1"], cwd=folder, check=True)
    newsletter, issue = golden_month()
    copy = copy_of(render_mail(issue, replace(newsletter, one_click=True)).message)
    with (
        listening() as sink,
        signing(folder) as milter,
        running(sink.port, milter=milter) as postfix,
        open_transport("127.0.0.1", postfix.port) as transport,
    ):
        answer = transport.send(sender=f"news+x@{DOMAIN}", recipient="hanako@kakuu.example", message=copy)
        assert answer.state is State.SENT, answer
        while not sink.taken:
            time.sleep(0.05)
    records = {
        f"k1._domainkey.{DOMAIN}": "".join(re.findall(r'"([^"]*)"', (folder / "k1.txt").read_text("utf-8"))),
        DOMAIN: "v=spf1 ip4:127.0.0.1 -all",
        f"_dmarc.{DOMAIN}": "v=DMARC1; p=none",
    }
    return sink.taken[0][1], records


def verified(folder, message, records):
    (folder / "message.eml").write_bytes(message)
    (folder / "records.json").write_text(json.dumps(records), "utf-8")
    script = Path(__file__).with_name("dkim.mjs")
    command = [need("node"), script, checker("mailauth"), folder / "records.json", folder / "message.eml"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_another_program_finds_the_signature_good_and_the_domains_aligned(tmp_path, signed):
    found = verified(tmp_path, *signed)

    assert (found["dkim"], found["spf"], found["dmarc"]) == ("pass", "pass", "pass")


def test_the_signature_covers_both_headers_of_the_one_click_opt_out(tmp_path, signed):
    found = verified(tmp_path, *signed)

    assert {"from", "subject", "list-unsubscribe", "list-unsubscribe-post"} <= set(found["signed"])


def other_body(message):
    head, end, body = message.partition(b"\r\n\r\n")
    return head + end + body.replace(b"A", b"B", 1)


def other_way_out(message):
    return message.replace(b"/unsubscribe?t=", b"/elsewhere?t=", 1)


def without_one_click(message):
    return message.replace(b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n", b"", 1)


def with_a_second_way_out(message):
    return b"List-Unsubscribe: <https://elsewhere.example/>\r\n" + message


@pytest.mark.parametrize("change", [other_body, other_way_out, without_one_click, with_a_second_way_out])
def test_what_was_changed_on_the_way_is_found_out(tmp_path, signed, change):
    message, records = signed
    assert change(message) != message

    assert verified(tmp_path, change(message), records)["dkim"] != "pass"
