"""From the archive to the values that are published, and the gate that reads their bytes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

from ..language.cast import is_strict
from ..model import Archive, IssueDigest, Newsletter, Organization, PublicArchive, PublicIssue
from .anonymize import anonymize
from .digests import issue_digest
from .gate import ExactValue, Gate, Surroundings, Waiver
from .mail import Mail, render_correction, render_mail
from .policy import public_hosts, secrets
from .strictness import strict_secrets
from .syndication import syndication_files

OWN_PICTURES = ("assets/images/ogp.png",)  # drawn by us, committed with the theme's overrides


@dataclass(frozen=True, kw_only=True, slots=True)
class Published:
    """What a build is made of."""

    archive: PublicArchive
    mails: Mapping[str, Mail]  # by month
    corrections: Mapping[str, Mapping[str, Mail]]  # by month, by entry

    def site_files(self) -> Mapping[str, bytes]:
        """Give the files that lie beside the site's pages, by path: feeds, data, calendar."""
        return syndication_files(self.archive)

    def mail_files(self) -> dict[str, bytes]:
        """Give the files under build/mail/, by path."""
        return {f"{month}/{name}": data for month in self.mails for name, data in self.files_of(month).items()}

    def files_of(self, month: str) -> dict[str, bytes]:
        """Give the files of one issue's mail and of its correction mails, by name."""
        files = _files(self.mails[month], "mail", "message")
        for entry, mail in self.corrections[month].items():
            files |= _files(mail, correction_name(entry), correction_name(entry))
        return files

    def digest(self, month: str) -> IssueDigest:
        """Give the hashes that an approval of this issue covers."""
        return issue_digest(
            self.archive.issue(month), self.archive.newsletter, self.mails[month], self.corrections[month]
        )


def correction_name(entry: str) -> str:
    """Give the name of the files of an entry's correction mail, without their ending."""
    return f"correction-{entry}"


def _files(mail: Mail, name: str, message: str) -> dict[str, bytes]:
    return {f"{name}.html": mail.html.encode(), f"{name}.txt": mail.text.encode(), f"{message}.eml": mail.message}


def publish(archive: Archive) -> Published:
    """Give the archive as members read it, and every issue's mail."""
    public = anonymize(archive)
    own_ids = {issue.month: [entry.id for entry in issue.entries] for issue in archive.issues}
    return Published(
        archive=public,
        mails={issue.month: render_mail(issue, public.newsletter) for issue in public.issues},
        corrections={
            issue.month: _corrections(issue, public.newsletter, own_ids[issue.month]) for issue in public.issues
        },
    )


def _corrections(issue: PublicIssue, newsletter: Newsletter, own_ids: Iterable[str]) -> dict[str, Mail]:
    """Give the correction mails by the ids that editors know: a strict entry bears another one for members."""
    return {
        own_id: render_correction(issue, newsletter, entry)
        for own_id, entry in zip(own_ids, issue.entries, strict=True)
        if entry.corrections
    }


class Excused(Protocol):
    """A row of gate-waivers.yml, as storage reads it."""

    @property
    def organization(self) -> str | None: ...
    @property
    def file(self) -> str: ...
    @property
    def context_hash(self) -> str: ...
    @property
    def reason(self) -> str: ...
    @property
    def editor(self) -> str: ...


def _waiver(row: Excused) -> Waiver:
    return Waiver(
        organization=row.organization or "",
        file=row.file,
        context_hash=row.context_hash,
        reason=row.reason,
        editor=row.editor,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class GateNeeds:
    """All that a gate is made of; gates of the same needs find the same in the same bytes."""

    secrets: tuple[Organization, ...]
    public_hosts: frozenset[str]
    waivers: tuple[Waiver, ...]
    exact_values: tuple[ExactValue, ...]
    surroundings: Surroundings

    def gate(self) -> Gate:
        """Make the gate."""
        return Gate(
            self.secrets,
            public_hosts=self.public_hosts,
            waivers=self.waivers,
            exact_values=self.exact_values,
            surroundings=self.surroundings,
        )


def gate_needs(archive: Archive, excused: Iterable[Excused] = (), public: PublicArchive | None = None) -> GateNeeds:
    """Give what a gate for an archive is made of: see `make_gate`."""
    hidden = secrets(archive)
    return GateNeeds(
        secrets=hidden,
        public_hosts=public_hosts(archive),
        waivers=tuple(_waiver(row) for row in excused),
        exact_values=tuple(_exact_values(archive, public)),
        surroundings=_surroundings(archive, {(one.id, one.name) for one in hidden}),
    )


def make_gate(archive: Archive, excused: Iterable[Excused] = (), public: PublicArchive | None = None) -> Gate:
    """Make the gate for an archive: every name of every hidden organization of every month, every exact value.

    `excused`: the rows of gate-waivers.yml. `public`: the same archive as it is printed, where the caller has it.
    """
    return gate_needs(archive, excused, public).gate()


def _exact_values(archive: Archive, public: PublicArchive | None) -> Iterator[ExactValue]:
    """Give what strict entries say only roundly; nothing is printed once more where no entry is strict."""
    if any(is_strict(entry, archive) for entry in archive.entries):
        for secret in strict_secrets(archive, public or anonymize(archive)):
            yield ExactValue(text=secret.form, label=secret.label)


def _surroundings(archive: Archive, hidden: Collection[tuple[str, str]]) -> Surroundings:
    """Give what the newsletter says of itself, and the bodies that it names."""
    newsletter = archive.newsletter
    addresses = {newsletter.mail_from, newsletter.contact.email, newsletter.opt_out.removeprefix("mailto:")}
    mail_hosts = {address.rpartition("@")[2] for address in addresses if "@" in address}
    links = (newsletter.site_url, newsletter.opt_out, newsletter.contact.url or "")
    return Surroundings(
        own_hosts=frozenset(host for link in links if (host := urlsplit(link).hostname)) | mail_hosts,
        pictures=OWN_PICTURES,
        own_addresses=frozenset(address for address in addresses if "@" in address),
        printed_names=(
            newsletter.publisher,
            *(name for one in _printed(archive, hidden) for name in (one.name, *one.other_names)),
        ),
    )


def _printed(archive: Archive, hidden: Collection[tuple[str, str]]) -> Iterator[Organization]:
    """Give the bodies whose name is printed; of some of these only the people are hidden."""
    return (one for one in archive.organizations if (one.id, one.name) not in hidden)
