"""Firefox by its own wire (Marionette): JSON over a socket, no driver and no library between.

https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_KEYS = {"Enter": "\ue007", "Escape": "\ue00c", "Shift": "\ue008", "Control": "\ue009"}


def firefox_path() -> str | None:
    """Give the program; None where there is none."""
    return shutil.which("firefox-esr") or shutil.which("firefox")


class Firefox:
    """One window."""

    def __init__(self, connection: socket.socket) -> None:
        self._file = connection.makefile("rwb")
        self._number = 0
        self._read()  # the greeting
        self.call("WebDriver:NewSession", capabilities={})

    def call(self, command: str, **parameters: Any) -> Any:
        """Send a command and wait for its answer."""
        self._number += 1
        data = json.dumps([0, self._number, command, parameters]).encode()
        self._file.write(f"{len(data)}:".encode() + data)
        self._file.flush()
        _, number, error, result = self._read()
        assert number == self._number
        if error:
            raise RuntimeError(f"{command}: {error.get('message', error)}")
        return result["value"] if isinstance(result, dict) and "value" in result else result

    def _read(self) -> Any:
        length = b""
        while (letter := self._file.read(1)) != b":":
            if not letter:
                raise ConnectionError("firefox has gone")
            length += letter
        return json.loads(self._file.read(int(length)))

    def open(self, address: str) -> None:
        """Go to an address and wait until it has loaded."""
        self.call("WebDriver:Navigate", url=address)

    def evaluate(self, expression: str) -> Any:
        """Give the value of an expression in the page."""
        return self.call("WebDriver:ExecuteScript", script=f"return ({expression})", args=[])

    def wait_for(self, condition: str, seconds: float = 20) -> None:
        """Wait until a condition holds."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.evaluate(condition):
                return
            time.sleep(0.1)
        raise TimeoutError(f"{condition}: {self.evaluate('document.body.innerText')[:1500]}")

    def press(self, key: str, *held: str, leaves: bool = False) -> None:
        """Press a key as a person does; `leaves`: another page comes of it."""
        self.evaluate("window.left = true")
        steps = [{"type": "keyDown", "value": _KEYS[one]} for one in held]
        value = _KEYS.get(key, key)
        steps += [{"type": "keyDown", "value": value}, {"type": "keyUp", "value": value}]
        steps += [{"type": "keyUp", "value": _KEYS[one]} for one in held]
        self.call("WebDriver:PerformActions", actions=[{"type": "key", "id": "keys", "actions": steps}])
        if leaves:
            self.wait_for("document.readyState === 'complete' && !window.left")

    def write(self, selector: str, text: str) -> None:
        """Type into a field."""
        element = self.call("WebDriver:FindElement", using="css selector", value=selector)
        self.call("WebDriver:ElementSendKeys", id=next(iter(element.values())), text=text)

    def click(self, selector: str) -> None:
        """Click something that leads to another page."""
        self.evaluate("window.left = true")
        element = self.call("WebDriver:FindElement", using="css selector", value=selector)
        self.call("WebDriver:ElementClick", id=next(iter(element.values())))
        self.wait_for("document.readyState === 'complete' && !window.left")


@contextmanager
def firefox(program: str) -> Iterator[Firefox]:
    """Run a Firefox of its own, without a window, on a port that the system chooses."""
    with tempfile.TemporaryDirectory() as name:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        (Path(name) / "user.js").write_text(f'user_pref("marionette.port", {port});\n', "utf-8")
        command = [program, "--headless", "--marionette", "--no-remote", "--profile", name]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            with _connected(port) as connection:
                yield Firefox(connection)
        finally:
            process.terminate()
            process.wait(20)


def _connected(port: int, seconds: float = 60) -> socket.socket:
    end = time.monotonic() + seconds
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=60)
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
