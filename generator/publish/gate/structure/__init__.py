"""What gives a name away without being one: links, digests, metadata, companies nobody registered, stray files.

every text view  ─ links, addresses, companies, digests
every byte view  ─ pictures and their metadata
every file       ─ is it one that was meant to be published?
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

from generator.model import Leak, Organization

from ..views import View
from .companies import Companies
from .digests import Digests
from .files import of_name, of_picture
from .links import addresses, hosts, is_public


@dataclass(frozen=True, kw_only=True, slots=True)
class Surroundings:
    """What the newsletter itself may say."""

    own_hosts: frozenset[str] = frozenset()  # of the site and of the newsletter's mail
    own_addresses: frozenset[str] = frozenset()  # mail addresses, also with +tag
    printed_names: tuple[str, ...] = ()  # bodies whose name is printed, and the publisher
    pictures: tuple[str, ...] = ()  # file patterns of the site's own raster images
    expected_files: frozenset[str] | None = None  # None: any


class Structure:
    """The structural checks, for a set of secrets."""

    def __init__(self, secrets: Iterable[Organization], public_hosts: frozenset[str], around: Surroundings) -> None:
        self._digests = Digests(secrets)
        self._hosts = frozenset(host.lower() for host in (*public_hosts, *around.own_hosts))
        self._around = around
        self._addresses = frozenset(address.lower() for address in around.own_addresses)
        self._companies = Companies(around.printed_names)

    def of_file(self, name: str) -> Iterator[Leak]:
        """Check the name of a file."""
        for rule, value, why in of_name(name, self._around.expected_files):
            yield finding(name, rule, value, 0, why)

    def of_view(self, name: str, view: View) -> Iterator[Leak]:
        """Check one reading of a file."""
        if isinstance(view.data, bytes):
            own = any(fnmatchcase(name, pattern) for pattern in self._around.pictures)
            for rule, value in of_picture(name, view.data, own=own):
                yield finding(name, rule, value, 0, view.kind)
        elif isinstance(view.data, str) and not view.junk:
            yield from self._of_text(name, view, view.data)

    def _of_text(self, name: str, view: View, text: str) -> Iterator[Leak]:
        for host, offset in hosts(text):
            if not is_public(host, self._hosts, name):
                yield finding(name, "outbound-link", host, offset, _around(text, offset))
        for address, offset in addresses(text):
            if not self._is_own(address, name):
                yield finding(name, "mail-address", address, offset, _around(text, offset))
        # Strings put together glue the value of one key to the next key: 学校法人 and thread are no school.
        for company, offset in self._companies.find(text, name) if "concatenation" not in view.kind else ():
            yield finding(name, "unregistered-company", company, offset, _around(text, offset))
        if not view.spaced:
            for form, organization, offset in self._digests.find(text):
                leak = finding(name, "digest", form, offset, _around(text, offset))
                yield Leak(
                    file=leak.file,
                    view=leak.view,
                    form=form,
                    organization=organization,
                    offset=offset,
                    context=leak.context,
                )

    def _is_own(self, address: str, file: str) -> bool:
        local, _, domain = address.partition("@")
        plain = f"{local.split('+')[0]}@{domain}"
        own = address in self._addresses or plain in self._addresses
        return own or is_public(domain, self._hosts, file, kind="address")


def finding(name: str, rule: str, value: str, offset: int, context: str) -> Leak:
    """Make a finding of a structural rule."""
    return Leak(file=name, view=rule, form=value, organization="", offset=offset, context=context)


def _around(text: str, offset: int) -> str:
    return " ".join(text[max(0, offset - 20) : offset + 60].split())
