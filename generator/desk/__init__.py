"""The editors' desk: a page on this machine that does to the files what the commands do, and saves them with git.

    server (127.0.0.1) ─▶ guard (host, origin, session, CSRF) ─▶ app (routes)
        ─▶ candidates | entries | organizations | issues | saving
    drafts (what one key makes of a candidate) ─▶ telling (its sentences), accepting (its files) · finishing (仕上げ)
    form (fields <-> values) · look (findings, names, preview of what is typed) · changes (what changed, in words)

State lies in the files alone: the desk keeps nothing that a restart would lose. Ids from outside are looked up in the
archive, never opened as paths; texts from feeds are escaped always, and the pages allow no script but the desk's own.
"""

from .app import make_app
from .guard import Guard, Keys
from .saving import take_in
from .server import make_server, serve
from .state import Action, Desk

__all__ = ["Action", "Desk", "Guard", "Keys", "make_app", "make_server", "serve", "take_in"]
