"""The snippets of the operators' handbook, run: the web server in front of the opt-out, and the unit that starts it."""

import http.client
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time

import pytest

from builders import ROOT
from generator.deliver.keys import make_key
from generator.deliver.suppressions import read_suppressed
from generator.deliver.unsubscribe import make_token

HANDBOOK = ROOT / "docs" / "operators" / "sending.md"
LIST = "news@newsletter.example"

pytestmark = pytest.mark.slow


def snippet(language):
    return re.search(rf"```{language}\n(.*?)```", HANDBOOK.read_text("utf-8"), re.DOTALL)[1]


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def written(path):
    """The text of a log: nginx writes its line when it has let go of the connection, which takes it some seconds."""
    deadline = time.monotonic() + 60
    while not (text := path.read_text("utf-8")) and time.monotonic() < deadline:
        time.sleep(0.02)
    return text


def wait_for(port):
    for _ in range(200):
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
    return pytest.fail(f"nothing listens on {port}")


@pytest.fixture
def program(tmp_path):
    """The opt-out program as the unit starts it, with the folders of the test; gives its port."""
    port = free_port()
    words = re.search(r"^ExecStart=\S+ (.*)$", snippet("systemd"), re.MULTILINE)[1]
    words = words.replace("/var/lib/kawaraban", str(tmp_path)).split()
    command = [sys.executable, *words, "--listen", f"127.0.0.1:{port}"]
    make_key(tmp_path / "unsubscribe.key")
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(port)
            yield port
        finally:
            process.terminate()


@pytest.fixture
def front(tmp_path, program):
    """The handbook's nginx in front of it, with a certificate of the test; gives its port."""
    if not shutil.which("nginx"):
        pytest.skip("needs apt's nginx-light")
    port, key, certificate = free_port(), tmp_path / "key.pem", tmp_path / "fullchain.pem"
    made = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=news.newsletter.example"]
    names = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate]
    subprocess.run(["openssl", "req", *made, *names], check=True, capture_output=True)
    told = snippet("nginx").replace("listen 443 ssl", f"listen 127.0.0.1:{port} ssl").replace(":8085", f":{program}")
    told = told.replace("/etc/ssl/newsletter", str(tmp_path)).replace("/var/log/nginx", str(tmp_path))
    temporary = "".join(
        f"{kind}_temp_path {tmp_path}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    frame = (
        f"daemon off; pid {tmp_path}/pid; error_log {tmp_path}/error.log; events {{ }} http {{ {temporary}\n{told}\n}}"
    )
    (tmp_path / "nginx.conf").write_text(frame, "utf-8")
    command = ["nginx", "-e", tmp_path / "error.log", "-c", tmp_path / "nginx.conf", "-p", tmp_path]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(port)
            yield port
        finally:
            process.terminate()


def test_a_click_goes_through_the_handbooks_web_server_and_leaves_no_key_in_its_log(tmp_path, front):
    token = make_token(bytes.fromhex((tmp_path / "unsubscribe.key").read_text()), LIST, "hanako@kakuu.example")
    trust = ssl.create_default_context(cafile=tmp_path / "fullchain.pem")
    connection = http.client.HTTPSConnection("127.0.0.1", front, timeout=10, context=trust)
    form = {"Content-Type": "application/x-www-form-urlencoded"}

    connection.request("POST", f"/stop?t={token}", body=b"List-Unsubscribe=One-Click", headers=form)

    assert connection.getresponse().status == 200
    connection.close()
    assert read_suppressed(tmp_path / "suppressions") == {token}
    log = written(tmp_path / "optout.log")
    assert '"POST /stop" 200' in log
    assert token not in log


def test_the_unit_has_no_mistake(tmp_path):
    if not shutil.which("systemd-analyze"):
        pytest.skip("needs systemd")
    unit = tmp_path / "kawaraban-unsubscribe.service"
    unit.write_text(snippet("systemd").replace("/srv/kawaraban", str(ROOT)), "utf-8")

    done = subprocess.run(["systemd-analyze", "verify", "--man=no", unit], capture_output=True, text=True, check=False)

    assert [line for line in done.stderr.splitlines() if unit.name in line] == []
