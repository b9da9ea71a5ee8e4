"""One editor's file, opened to be changed: what it says, and a digest that tells whether it still says so.

A file is found by the id of what is in it, never by a path from outside; it is written only if nobody changed it since
it was read (ChangedError), under a lock, whole or not at all.
"""

from __future__ import annotations

import dataclasses
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from ..errors import ChangedError, UsageError
from ..model import Entry, Finding, Issue, Newsletter, Organization
from .archive import ENTRY_ID, MONTH, ORGANIZATION_ID
from .decode import decode_as
from .emit import emit
from .files import one_at_a_time, write_atomic
from .places import entry_path
from .revise import revise
from .state import state_folder
from .strict import Report, compose, read_text

T = TypeVar("T", Entry, Organization, Issue, Newsletter)

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, kw_only=True)
class Document(Generic[T]):
    """A file as it was read; `value` is None, and findings tell why, where it cannot be used."""

    path: Path
    text: str
    digest: str
    value: T | None
    findings: tuple[Finding, ...] = ()


def open_entry(content: Path, entry_id: str) -> Document[Entry] | None:
    """Open a candidate or an accepted entry by its id; None where there is none."""
    if not ENTRY_ID.match(entry_id):
        return None
    path = entry_path(content, entry_id)
    return _open(path, Entry, id=entry_id) if path is not None else None


def open_organization(content: Path, name: str) -> Document[Organization] | None:
    """Open an organization's file by its id; None where there is none."""
    if not ORGANIZATION_ID.match(name):
        return None
    return _open(content / "organizations" / f"{name}.yml", Organization, id=name)


def open_issue(content: Path, month: str) -> Document[Issue] | None:
    """Open issue.yml of a month; its entries are not read. None where there is no such issue."""
    if not MONTH.match(month):
        return None
    return _open(content / "issues" / month / "issue.yml", Issue, month=month)


def open_newsletter(content: Path) -> Document[Newsletter] | None:
    """Open newsletter.yml; None where there is none."""
    return _open(content / "newsletter.yml", Newsletter)


def save_document(content: Path, document: Document[T], new: T) -> Document[T]:
    """Write the new value into the file with the fewest changes; ChangedError where it is not as it was read."""
    with one_at_a_time(state_folder(content), "edit"):
        if digest_of(document.path) != document.digest:
            raise ChangedError(document.path.name)
        raw = document.path.read_bytes()
        try:
            text = revise(document.text, new, file=document.path.as_posix())
        except ValueError:
            message = f"{document.path.name} は、ここからは直せない書き方をしています。エディタで直してください。"
            raise UsageError(message) from None
        data = text.encode()
        if raw.count(b"\r\n") == raw.count(b"\n"):
            data = data.replace(b"\n", b"\r\n")
        if raw.startswith(_BOM):
            data = _BOM + data
        if data != raw:
            write_atomic(document.path, data)
    return dataclasses.replace(document, text=text, digest=hashlib.sha256(data).hexdigest(), value=new)


def new_organization(content: Path, organization: Organization) -> Path:
    """Write a new organization's file; UsageError where its id is taken or cannot be a file's name."""
    if not ORGANIZATION_ID.match(organization.id):
        message = f"「{organization.id}」はファイルの名前にできません。半角の英小文字・数字・ハイフンで書いてください。"
        raise UsageError(message)
    path = content / "organizations" / f"{organization.id}.yml"
    with one_at_a_time(state_folder(content), "edit"):
        if path.exists() or path.is_symlink():
            message = f"「{organization.id}」という組織は既にあります。別の名前にしてください。"
            raise UsageError(message)
        write_atomic(path, emit(organization).encode())
    return path


def drop_organization(content: Path, name: str) -> None:
    """Remove the file of an organization that nobody has confirmed; UsageError for any other."""
    with one_at_a_time(state_folder(content), "edit"):
        document = open_organization(content, name)
        if document is None or document.value is None or not document.value.unconfirmed:
            message = f"組織「{name}」の登録は、机からは消せません。"
            raise UsageError(message)
        document.path.unlink()


def digest_of(path: Path) -> str:
    """Give the digest of a file's bytes; empty where it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def decode_text(text: str, kind: type[T], **derived: Any) -> T | None:
    """Give the value that a file's text says; None where it does not say one."""
    report = Report("")
    node = compose(text, report)
    value = decode_as(kind, node, report) if node is not None else None
    return dataclasses.replace(value, **derived) if value is not None else None


def _open(path: Path, kind: type[T], **derived: Any) -> Document[T] | None:
    if path.is_symlink() or not path.is_file():
        return None
    report = Report(path.as_posix())
    text = read_text(path, report)
    node = compose(text, report) if text is not None else None
    value = decode_as(kind, node, report) if node is not None else None
    return Document(
        path=path,
        text=text or "",
        digest=digest_of(path),
        value=dataclasses.replace(value, **derived) if value is not None else None,
        findings=tuple(report.findings),
    )
