import socket
import threading
import time

import pytest

from generator.collect import addresses
from generator.collect.addresses import UnresolvableError, is_loopback, is_public, literal, resolve

INSIDE = """0.0.0.0 10.0.0.1 100.64.0.1 127.0.0.1 127.1.2.3 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.8
192.0.2.1 192.88.99.1 192.168.0.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 239.1.1.1 240.0.0.1 255.255.255.255
:: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 64:ff9b::7f00:1 64:ff9b:1::1 100::1 2001::1 2001:db8::1
2002:7f00:1:: fc00::1 fd00::1 fe80::1 fe80::1%eth0 fec0::1 ff02::1 3ffe::1 5f00::1""".split()  # noqa: SIM905 (so many read better in a block)
OUTSIDE = "8.8.8.8 1.1.1.1 172.32.0.1 100.128.0.1 192.0.1.1 198.20.0.1 2400:cb00::1 2606:4700::1111".split()  # noqa: SIM905 (…)


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_inside_is_never_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", OUTSIDE)
def test_an_address_of_the_internet_is_public(address):
    assert is_public(address)


def test_what_is_no_address_is_not_public():
    assert not is_public("feed.example")


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "localhost", "::1"])
def test_this_machine_is_known_in_every_spelling(host):
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["feed.example", "192.0.2.1", ""])
def test_other_hosts_are_not_this_machine(host):
    assert not is_loopback(host)


def test_a_name_is_no_address():
    assert literal("feed.example") is None


@pytest.mark.timed
def test_a_dead_name_server_does_not_hold_the_run(monkeypatch):
    answered = threading.Event()
    monkeypatch.setattr(addresses.socket, "getaddrinfo", lambda *_a, **_k: answered.wait(5) and [])
    start = time.monotonic()

    with pytest.raises(UnresolvableError):
        resolve("feed.example", 80, 0.05)

    assert time.monotonic() - start < 1
    answered.set()


def test_a_name_that_does_not_exist_is_an_error(monkeypatch):
    def unknown(*_args, **_options):
        raise socket.gaierror(-2, "unknown")

    monkeypatch.setattr(addresses.socket, "getaddrinfo", unknown)
    with pytest.raises(UnresolvableError):
        resolve("feed.example", 80, 1)


def test_this_machine_has_its_address():
    assert "127.0.0.1" in resolve("localhost", 80, 5)
