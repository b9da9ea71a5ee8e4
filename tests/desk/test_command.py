"""`kawaraban desk` opens a desk at the address that it prints, and ends when it is told to."""

import http.client
import signal
import subprocess
import sys
from functools import partial
from urllib.parse import urlsplit

import pytest


@pytest.mark.slow
def test_the_command_says_where_the_desk_is_and_ends_with_ctrl_c(content):
    command = [sys.executable, "-u", "-m", "generator", "desk", "--no-open", "--content", str(content)]
    default = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # CI may have it ignored
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=default,  # noqa: PLW1509 -- one call into the kernel, no lock that a thread could hold
    ) as desk:
        try:
            address = urlsplit(desk.stdout.readline().split()[-1])
            connection = http.client.HTTPConnection(address.netloc, timeout=20)
            connection.request("GET", f"/?{address.query}")
            answer = connection.getresponse()
            assert (answer.status, answer.headers["Location"]) == (303, "/")
            connection.close()
        finally:
            desk.send_signal(signal.SIGINT)
        assert "終わりました。" in desk.stdout.read()
        assert desk.wait(20) == 0


def test_a_folder_that_is_not_there_is_said(tmp_path):
    from click.testing import CliRunner

    from generator.cli import main

    result = CliRunner().invoke(main, ["desk", "--no-open", "--content", str(tmp_path / "none")])

    assert result.exit_code == 2
    assert "--content で" in result.output
