"""A real Mailman 3: the one of `make handoff-env`, or KAWARABAN_MAILMAN=…/bin/mailman."""

import base64
import json
import socket
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import replace
from email import message_from_bytes, policy
from urllib.parse import urlencode

import pytest

from generator.deliver.handoff.message import for_list
from generator.deliver.ledger import State
from generator.deliver.smtp import Access, open_transport
from generator.publish.mail import render_mail
from tests.deliver.handoff.engines import engine
from tests.deliver.sink import listening
from tests.publish.mail.golden import golden_month

MAILMAN = engine("mailman", "mailman", "KAWARABAN_MAILMAN")
LIST = "monthly@lists.kakuu.example"
SENDER = "news@kakuu.example"
MEMBERS = 20
_CONFIG = """\
[mailman]
layout: here
[paths.here]
var_dir: {folder}
[mta]
smtp_host: 127.0.0.1
smtp_port: {smtp}
lmtp_host: 127.0.0.1
lmtp_port: {lmtp}
incoming: mailman.mta.null.NullMTA
[webservice]
hostname: 127.0.0.1
port: {rest}
workers: 1
[shell]
history_file:
"""
# Each of Mailman's runners is a process that takes a second to start; a posting passes through in, pipeline and out.
_IDLE = ("archive", "bounces", "command", "digest", "nntp", "retry", "task", "virgin")
_CONFIG += "".join(f"[runner.{name}]\nstart: no\n" for name in _IDLE)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not MAILMAN, reason="needs a Mailman 3 (make handoff-env)"),
]


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


@pytest.fixture
def sink():
    with listening() as sink:
        yield sink


@pytest.fixture
def mailman(tmp_path, sink):
    """Start a Mailman with one list of twenty members; gives its LMTP port."""
    lmtp, rest = free_port(), free_port()
    config = tmp_path / "mailman.cfg"
    config.write_text(_CONFIG.format(folder=tmp_path / "var", smtp=sink.port, lmtp=lmtp, rest=rest), "utf-8")
    command = [MAILMAN, "--run-as-root", "-C", config]
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run([*command, "start"], check=True, timeout=120, cwd=tmp_path, **quiet)
    try:
        base = f"http://127.0.0.1:{rest}/3.1"
        _when_up(lambda: _ask(f"{base}/system/versions"))
        _when_up(lambda: socket.create_connection(("127.0.0.1", lmtp), timeout=20).close())  # a process of its own
        _set_up(base)
        yield lmtp
    finally:
        subprocess.run([*command, "stop"], check=False, timeout=60, cwd=tmp_path, **quiet)


def _ask(url, values=None, *, method=None):
    data = urlencode(values).encode() if values else None
    asked = urllib.request.Request(url, data=data, method=method)
    asked.add_header("Authorization", "Basic " + base64.b64encode(b"restadmin:restpass").decode())
    with urllib.request.urlopen(asked, timeout=20) as answer:
        return json.loads(answer.read() or b"null")


def _when_up(reach):
    for _ in range(300):
        with suppress(OSError):
            reach()
            return
        time.sleep(0.2)
    pytest.fail("Mailman does not come up")


def _set_up(base):
    _ask(f"{base}/domains", {"mail_host": LIST.partition("@")[2]})
    _ask(f"{base}/lists", {"fqdn_listname": LIST})
    settings = {"default_nonmember_action": "accept", "subject_prefix": "", "max_message_size": 1000}
    _ask(f"{base}/lists/{LIST}/config", settings, method="PATCH")
    for number in range(MEMBERS):
        sure = dict.fromkeys(("pre_verified", "pre_confirmed", "pre_approved"), "True")
        member = {"list_id": LIST.replace("@", "."), "subscriber": f"m{number}@kakuu.example"}
        _ask(f"{base}/members", member | sure | {"send_welcome_message": "False"})


def test_every_member_gets_the_approved_mail_and_no_header_that_mailman_would_break(mailman, sink):
    newsletter, issue = golden_month()
    approved = render_mail(issue, replace(newsletter, one_click=True))
    with open_transport("127.0.0.1", mailman, access=Access(lmtp=True)) as transport:
        answer = transport.send(sender=SENDER, recipient=LIST, message=for_list(approved.message, LIST))
    assert answer.state is State.SENT

    for _ in range(600):
        if len(sink.taken) >= MEMBERS:
            break
        time.sleep(0.1)
    time.sleep(1)

    assert sorted(sink.recipients) == sorted(f"m{number}@kakuu.example" for number in range(MEMBERS))
    message = message_from_bytes(sink.taken[0][1], policy=policy.default)
    assert message["List-Unsubscribe-Post"] is None
    assert "mailto:" in message["List-Unsubscribe"]
    subject = message_from_bytes(approved.message, policy=policy.default)["Subject"]
    assert message["Subject"] == subject
    plain = message.get_body(("plain",)).get_content()
    assert approved.text.strip() in plain.replace("\r\n", "\n")
