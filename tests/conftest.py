"""A network that ends at this machine."""

import socket

import pytest


@pytest.fixture(autouse=True)
def _only_this_machine(monkeypatch):
    """Refuse every connection that leaves this machine: a test that needs the internet is wrong."""
    connect = socket.socket.connect

    def guarded(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and not str(address[0]).startswith(
            ("127.", "::1", "localhost")
        ):
            message = f"a test tried to reach {address[0]}"
            raise ConnectionRefusedError(message)
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
