"""The one family of errors: what is wrong, where, and what to do.

    GeneratorError
      ContentError     files under content/ or feeds.yml that we cannot use (all findings at once)
      FeedError        one feed that could not be fetched or read
        FetchError
        ParseError
      GateError        a text that must not leave the house
      UsageError       a command that cannot be carried out as it was asked
        ChangedError   a file that somebody else changed since it was read

Expected failures are these; anything else is a bug and keeps its traceback.
"""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .model import Finding, Leak


class GeneratorError(Exception):
    """Something the user can mend; ``str()`` is a sentence in Japanese."""


class ContentError(GeneratorError):
    """The editors' files say something that we cannot use: every finding, not only the first."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))


class FeedError(GeneratorError):
    """One feed failed; the others go on."""

    def __init__(self, feed: str, message: str) -> None:
        super().__init__(f"{feed}: {message}")
        self.feed = feed
        self.message = message


class FetchError(FeedError):
    """The network, or the server at the other end, did not give us a document."""


class ParseError(FeedError):
    """There is a document, but it is not a feed that we can read."""


class GateError(GeneratorError):
    """A text that would have left the house says what it must not say."""

    def __init__(self, leaks: Iterable[Leak]) -> None:
        self.leaks = tuple(leaks)
        super().__init__("\n".join(str(leak) for leak in self.leaks))


class UsageError(GeneratorError):
    """The command cannot be carried out as it was asked."""


class ChangedError(UsageError):
    """A file is not any more what it was when it was read: nothing was written."""

    def __init__(self, file: str) -> None:
        super().__init__(f"{file} は、開いたあとに変更されています。書き込みませんでした。")
        self.file = file


_MACHINE = {
    errno.ENOENT: "ありません",
    errno.EACCES: "権限がありません",
    errno.EPERM: "権限がありません",
    errno.EISDIR: "フォルダです",
    errno.ENOTDIR: "途中にフォルダでないものがあります",
    errno.ENOSPC: "ディスクの空きがありません",
    errno.EDQUOT: "割り当てられた空きがありません",
    errno.EROFS: "書き込めない場所です",
    errno.EADDRINUSE: "ほかのプログラムが使っています",
    errno.EADDRNOTAVAIL: "この計算機の番地ではありません",
    errno.ELOOP: "リンクが輪になっています",
    errno.ENAMETOOLONG: "名前が長すぎます",
}


def reason_of(error: OSError) -> str:
    """Say in Japanese, in a few words, why the machine refused; in its own words where those are rare ones."""
    return _MACHINE.get(error.errno or 0, error.strerror or type(error).__name__)
