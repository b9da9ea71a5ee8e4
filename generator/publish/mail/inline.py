"""Styles into style attributes: the one module that knows css-inline.

Gmail drops <style> in mails that it clips and for accounts of other providers (MAIL.md A3): what must not get lost
stands on the elements themselves.
"""

from __future__ import annotations

import css_inline

# Nothing is fetched, whatever the document says.
_INLINER = css_inline.CSSInliner(load_remote_stylesheets=False, minify_css=True)


def inline_styles(document: str) -> str:
    """Move the rules of <style> to the elements; a <style data-css-inline="keep"> stays for clients that read it."""
    return _INLINER.inline(document).replace(' data-css-inline="keep"', "")
