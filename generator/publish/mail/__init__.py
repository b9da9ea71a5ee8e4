"""From one public issue to the mail that members get.

    wording ──▶ text ──┐
         └───▶ html ───┴──▶ message ──▶ Mail        law: what newsletter.yml must say before any of it

Every line that both parts print is made in ``wording``; nothing but ``PublicIssue`` and ``Newsletter`` comes in.
"""

from __future__ import annotations

from .build import Mail, render_mail
from .correction import render_correction
from .law import requirements

__all__ = ["Mail", "render_correction", "render_mail", "requirements"]
