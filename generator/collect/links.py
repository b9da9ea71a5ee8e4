"""Addresses that a feed gives: absolute http(s) without what only counts readers; and what tells two apart.

Query and fragment stay: they are the key of e-Gov's cases and of the topics of a weekly report.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|yclid|msclkid|mc_cid|mc_eid|_ga|cx_\w+|ref=(?:ninf|rss|feed)|source=rss|from=rss|rss|rss=1"
    r"|phpsessid|jsessionid|aspsessionid\w*)",  # a visit's number: another one for every request of ours
    re.IGNORECASE,
)
_VISIT = re.compile(r";jsessionid=[^/;]*", re.IGNORECASE)  # the same, as Java writes it into the path
_TO_WORDS = re.compile(r":~:.*", re.DOTALL)  # points at words of the page (WICG, URL fragment text directives)
_TRACKING_FRAGMENT = re.compile(r"(?:utm_\w+|xtor|rss|ref)(?:=|$)", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_SAFE = "/:?#[]@!$&'()*+,;=%~-._"
# An address of which cleaning would change nothing but its query: most are, and a run sees thousands.
_ORDINARY = re.compile(
    r"(https://(?:[a-z0-9-]{1,63}\.)+[a-z0-9-]{1,63}/[\w/.~%:@!$&'()*+,=-]*)(?:\?([\w/.~%:@!$&'()*+,;=?-]+))?", re.ASCII
)
_LONGEST = 2000  # characters; browsers and spreadsheets give up behind that


def clean_link(link: str, base: str = "") -> str:
    """Give the absolute address of a link, or "" where it is none that a reader could open safely.

    Other schemes than http and https, user names in the address, hosts that are none: all "".
    """
    link = link.replace("&amp;", "&")  # escaped once too often: no address has that of its own
    if (ordinary := _ORDINARY.fullmatch(link)) and link != base and len(link) <= _LONGEST:
        query = _without_tracking(ordinary[2] or "")
        return f"{ordinary[1]}?{query}" if query else ordinary[1]
    return _clean(link, base)


def _clean(link: str, base: str) -> str:
    try:
        # A line break with its indent is the feed's own; a space within a line belongs to the address (%20).
        whole = urljoin(base, "".join(part.strip() for part in _CONTROL.split(link)))
        if whole == base:  # "https://" and the like: the feed is no page of its own
            return ""
        parts = urlsplit(whole)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii") if parts.hostname else ""
    except ValueError:  # a bracket or port that is none; a host that IDNA refuses (UnicodeError is a ValueError)
        return ""
    if parts.scheme not in _DEFAULT_PORTS or not host or " " in host or "@" in parts.netloc:
        return ""
    scheme = "https" if parts.scheme == "http" and _is_same_https_site(host, base) else parts.scheme
    netloc = f"[{host}]" if ":" in host else host
    if port is not None and port != _DEFAULT_PORTS[parts.scheme]:
        netloc += f":{port}"
        scheme = parts.scheme
    query = _without_tracking(parts.query)
    fragment = "" if _TRACKING_FRAGMENT.match(parts.fragment) else _TO_WORDS.sub("", parts.fragment)
    path = _VISIT.sub("", parts.path) or "/"
    address = quote(urlunsplit((scheme, netloc, path, query, fragment)), safe=_SAFE)
    return address if len(address) <= _LONGEST else ""


def link_key(link: str) -> str:
    """Give what two spellings of one address share: scheme, a trailing slash and index.html do not count."""
    _, _, rest = link.partition("://")
    place, mark, fragment = rest.partition("#")
    place = re.sub(r"/(?:index\.html?)?$", "", place)
    return place + mark + fragment


def _without_tracking(query: str) -> str:
    return "&".join(part for part in query.split("&") if not _TRACKING.fullmatch(_tracking_form(part)))


def _tracking_form(part: str) -> str:
    """Write utm_source=x as utm_source, since any value counts readers; ref=12 stays whole, since it may be a key."""
    name, _, _ = part.partition("=")
    return part if name.lower() in {"ref", "source", "from", "rss"} else name


def _is_same_https_site(host: str, base: str) -> bool:
    """Whether the feed itself came from this host by https: then its http: links are old spellings."""
    try:
        origin = urlsplit(base)
    except ValueError:
        return False
    return origin.scheme == "https" and origin.hostname == host
