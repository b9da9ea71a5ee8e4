"""Who may be dialled: every address of the public internet, and nothing else.

A feed's redirect or a name that resolves anew must not make us ask machines inside (SSRF, DNS rebinding). So the
address itself is judged, at the moment of dialling, by an explicit list: `ipaddress.is_global` of Python 3.11 calls
192.0.0.8, ::127.0.0.1, 64:ff9b::7f00:1 and 2002:7f00:1:: public (measured).
"""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Callable

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int, float], tuple[str, ...]]

# IANA special-purpose registries (RFC 6890 and later), as far as nobody there has a feed for us.
_DENIED_4 = tuple(
    ipaddress.ip_network(net)
    for net in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    )
)  # fmt: skip
_ALLOWED_6 = ipaddress.IPv6Network("2000::/3")  # global unicast; all the rest is special
_DENIED_6 = tuple(
    ipaddress.IPv6Network(net)
    for net in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3ffe::/16", "3fff::/20")
)


class UnresolvableError(OSError):
    """A name has no address, or the answer took too long."""


def is_public(address: str) -> bool:
    """Whether an address (as the resolver gives it, a zone id allowed) lies in the public internet."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv4Address):
        return not any(ip in net for net in _DENIED_4)
    return ip in _ALLOWED_6 and not any(ip in net for net in _DENIED_6)


def is_loopback(host: str) -> bool:
    """Whether a host is this machine, by its name or a literal address in any spelling."""
    if host.rstrip(".").lower() == "localhost":
        return True
    ip = literal(host)
    return ip is not None and ip.is_loopback


def literal(host: str) -> Address | None:
    """Read a host that is an address, also in the old spellings that dialling understands: 127.1, 0x7f000001."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except (OSError, ValueError):  # ValueError: a NUL in the host
        return None


def resolve(host: str, port: int, seconds: float) -> tuple[str, ...]:
    """Ask the system for a host's addresses; UnresolvableError after `seconds`, for getaddrinfo knows no deadline."""
    answer: list[tuple[str, ...] | Exception] = []

    def ask() -> None:
        try:
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            answer.append(error)
        else:
            answer.append(tuple(dict.fromkeys(str(row[4][0]) for row in rows)))

    # A daemon, since a thread that waits for a dead name server cannot be stopped and must not hold up the end.
    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(seconds)
    if not answer:
        raise UnresolvableError(f"no answer within {seconds:.0f} s")
    if isinstance(answer[0], Exception):
        raise UnresolvableError(str(answer[0])) from answer[0]
    return answer[0]
