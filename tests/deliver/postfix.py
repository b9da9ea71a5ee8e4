"""A Postfix of the test's own: configuration, queue, log and port on 127.0.0.1; it relays everything to one place."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

_MAIN = """\
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = {folder}/mail.log
maillog_file_prefixes = {folder}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mx.kakuu.example
mydestination =
mynetworks = 127.0.0.0/8
relayhost = [127.0.0.1]:{relay}
default_transport = {transport}
smtpd_recipient_restrictions = permit_mynetworks, reject
smtp_host_lookup = native
disable_dns_lookups = yes
smtp_tls_security_level = none
smtpd_tls_security_level = none
alias_maps =
alias_database =
local_recipient_maps =
recipient_delimiter = +
message_size_limit = 1000000
minimal_backoff_time = 1s
maximal_backoff_time = 2s
queue_run_delay = 1s
maximal_queue_lifetime = {lifetime}
bounce_queue_lifetime = {lifetime}
smtp_connect_timeout = 5s
smtp_destination_concurrency_limit = 20
smtpd_client_connection_count_limit = 0
smtpd_client_connection_rate_limit = 0
in_flow_delay = 0
"""
_MILTER = """\
smtpd_milters = inet:127.0.0.1:{milter}
milter_default_action = tempfail
"""
# service type private unpriv chroot wakeup maxproc command
_MASTER = """\
127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 1 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""


@dataclass
class Postfix:
    """Where it listens, and what it wrote down."""

    port: int
    log: Path


def skip_without_postfix():
    """Skip, saying why; in CI its absence is an error."""
    if shutil.which("postfix") and os.geteuid() == 0:
        return
    reason = "needs root and Postfix (apt install postfix)"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def running(relay=0, *, lifetime="60s", milter=0):
    """Run a Postfix that relays to a port of this machine (or drops everything) until the end of the block.

    ``milter``: the port of a mail filter that sees what comes in, as a signer does.
    """
    with tempfile.TemporaryDirectory(prefix="postfix-") as name:
        folder = Path(name)  # pytest's own folders are closed to Postfix, which gives root up
        folder.chmod(0o755)
        etc, port = folder / "etc", _free_port()
        for one in (etc, folder / "queue", folder / "data"):
            one.mkdir()
        shutil.chown(folder / "data", "postfix")
        transport = "smtp" if relay else "discard"
        main = _MAIN.format(folder=folder, relay=relay, lifetime=lifetime, transport=transport)
        filtered = _MILTER.format(milter=milter) if milter else ""
        (etc / "main.cf").write_text(main + filtered, "utf-8")
        (etc / "master.cf").write_text(_MASTER.format(port=port), "utf-8")
        _postfix(etc, "start")
        try:
            _wait_for(port)
            yield Postfix(port=port, log=folder / "mail.log")
        finally:
            _postfix(etc, "stop")


def _free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def _postfix(etc, word):
    command = ["postfix", "-c", str(etc), word]
    done = subprocess.run(command, check=False, stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
    if done.returncode:
        log = etc.parent / "mail.log"
        told = log.read_text("utf-8")[-2000:] if log.exists() else ""
        pytest.fail(f"postfix {word}: {done.stderr.decode()} {told}")


def _wait_for(port):
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("Postfix did not start")
