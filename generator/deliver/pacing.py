"""A rate that is kept over the whole run: each mail has its moment, and a slow one does not push the others back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

_LARGEST_DEBT = 1.0  # seconds: after a long halt we do not catch up in a burst


@dataclass(slots=True)
class Pace:
    """Waits so that at most ``rate`` mails a second go out; time and sleep come in, for tests."""

    rate: float
    clock: Callable[[], float]
    sleep: Callable[[float], None]
    _next: float | None = field(default=None, init=False)

    def wait(self) -> None:
        """Wait for the next mail's moment; the first one is at once."""
        now = self.clock()
        due = now if self._next is None else max(self._next, now - _LARGEST_DEBT)
        self._next = due + 1 / self.rate
        if self._next > now:
            self.sleep(self._next - now)
