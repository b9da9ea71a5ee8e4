"""What a recipient gets, for other people's checkers: the golden month's mails, and mails with something wrong."""

import re
from dataclasses import replace
from datetime import date, timedelta

from generator.deliver.personal import personalize
from generator.model import PublicCorrection
from generator.publish.mail import render_correction, render_mail
from generator.text import utc_now
from tests.publish.mail.golden import golden_month


def golden_mails():
    """Give the golden month with a correction in it, as a mail and as a correction mail."""
    newsletter, issue = golden_month()
    newsletter = replace(newsletter, one_click=True)
    correction = PublicCorrection(day=date(2026, 11, 12), text="「10件」とあるのは「11件」の誤りでした。")
    corrected = replace(issue.entries[0], corrections=(correction,))
    issue = replace(issue, entries=(corrected, *issue.entries[1:]))
    return render_mail(issue, newsletter), render_correction(issue, newsletter, corrected)


def copy_of(message):
    """Give a recipient's copy, dated today: an old date costs points of its own."""
    copy = personalize(
        message,
        to="hanako@kakuu.example",
        message_id="<2026-11.r1.0123456789abcdef01234567@kawaraban.example>",
        unsubscribe="https://kawaraban.example/unsubscribe?t=AAAAAAAAAAAAAAAAAAAAAAAA",
    )
    today = (utc_now() - timedelta(hours=1)).strftime("%a, %d %b %Y %H:%M:%S +0000")
    return re.sub(rb"\r\nDate: [^\r]*", b"\r\nDate: " + today.encode(), copy, count=1)


def without(copy, name):
    """Give a mail that lacks a header field."""
    return re.sub(rb"\r\n" + name + rb":[^\r]*(?:\r\n[ \t][^\r]*)*", b"", copy)


def of_one_part(copy, content):
    """Give a mail with the same headers and another content: its Content-Type, an empty line, a body."""
    return without(copy.partition(b"\r\n\r\n")[0], b"Content-Type") + b"\r\nContent-Type: " + content + b"\r\n"


HTML_ONLY = b"text/html; charset=utf-8\r\n\r\n<p>x</p>"
GTUBE = b"text/plain\r\n\r\nXJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X"
