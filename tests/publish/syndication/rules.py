"""The rules of Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1 as far as a feed of ours can break them; what breaks one."""

import re
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree as ET

ATOM = "{http://www.w3.org/2005/Atom}"
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)")
ABSOLUTE = re.compile(r"(?:https?://[^\s]+|tag:[\w.-]+,\d{4}(?:-\d\d){0,2}:[^\s]+)")
# name -> how often it may stand there (least, most)
FEED = {"id": (1, 1), "title": (1, 1), "updated": (1, 1), "author": (0, 9), "link": (1, 9), "subtitle": (0, 1)}
FEED |= {"rights": (0, 1), "entry": (0, 999), "category": (0, 99)}
ENTRY = {"id": (1, 1), "title": (1, 1), "updated": (1, 1), "published": (0, 1), "link": (1, 9), "category": (0, 99)}
ENTRY |= {"summary": (0, 1), "content": (0, 1)}
CHANNEL = {"title": (1, 1), "link": (1, 1), "description": (1, 1), "language": (0, 1), "copyright": (0, 1)}
CHANNEL |= {"pubDate": (0, 1), "lastBuildDate": (0, 1), f"{ATOM}link": (1, 1), "item": (0, 999)}
ITEM = {"title": (1, 1), "link": (1, 1), "guid": (1, 1), "pubDate": (1, 1), "category": (0, 99), "description": (1, 1)}

JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": {"type": "string", "minLength": 1},
        "home_page_url": {"type": "string", "pattern": "^https?://"},
        "feed_url": {"type": "string", "pattern": "^https?://"},
        "description": {"type": "string"},
        "language": {"type": "string", "pattern": "^[a-z]{2}(-[A-Z]{2})?$"},
        "authors": {"$ref": "#/$defs/authors"},
        "items": {"type": "array", "items": {"$ref": "#/$defs/item"}},
    },
    "patternProperties": {"^_": {"type": "object", "required": ["about"]}},
    "additionalProperties": False,
    "$defs": {
        "authors": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "minProperties": 1,
                "properties": {"name": {"type": "string"}, "url": {"type": "string"}, "avatar": {"type": "string"}},
                "additionalProperties": False,
            },
        },
        "moment": {"type": "string", "pattern": f"^{RFC3339.pattern}$"},
        "item": {
            "type": "object",
            "required": ["id"],
            "anyOf": [{"required": ["content_html"]}, {"required": ["content_text"]}],
            "properties": {
                "id": {"type": "string", "minLength": 1},
                "url": {"type": "string", "pattern": "^https?://"},
                "title": {"type": "string"},
                "summary": {"type": "string"},
                "content_html": {"type": "string"},
                "content_text": {"type": "string"},
                "date_published": {"$ref": "#/$defs/moment"},
                "date_modified": {"$ref": "#/$defs/moment"},
                "tags": {"type": "array", "minItems": 1, "items": {"type": "string", "minLength": 1}},
            },
            "additionalProperties": False,
        },
    },
}


def atom_faults(data):
    """Give what is wrong with an Atom feed."""
    feed = ET.fromstring(data)
    if feed.tag != f"{ATOM}feed":
        yield f"the root is {feed.tag}"
    yield from _counted(feed, FEED, ATOM)
    for entry in feed.findall(f"{ATOM}entry"):
        yield from _counted(entry, ENTRY, ATOM)
        if feed.find(f"{ATOM}author") is None and entry.find(f"{ATOM}author") is None:
            yield "no author"
        content = entry.find(f"{ATOM}content")
        if content is not None and content.get("type") not in ("text", "html", "xhtml"):
            yield f"content of type {content.get('type')}"
    ids = [one.text for one in feed.iter(f"{ATOM}id")]
    yield from (f"id {one} is no address" for one in ids if not ABSOLUTE.fullmatch(one or ""))
    yield from (f"id {one} stands twice" for one in ids if ids.count(one) > 1)
    for name in ("updated", "published"):
        yield from (
            f"{name}: {one.text}" for one in feed.iter(f"{ATOM}{name}") if not RFC3339.fullmatch(one.text or "")
        )
    links = [(link.get("rel", "alternate"), link.get("type")) for link in feed.findall(f"{ATOM}link")]
    if len(set(links)) < len(links) or "self" not in dict(links):
        yield f"links {links}"
    yield from (f"link {link.get('href')}" for link in feed.iter(f"{ATOM}link") if "://" not in link.get("href", ""))


def rss_faults(data):
    """Give what is wrong with an RSS feed."""
    root = ET.fromstring(data)
    channel = root.find("channel")
    if (root.tag, root.get("version")) != ("rss", "2.0") or channel is None or len(root) != 1:
        yield "no RSS 2.0 with one channel"
        return
    yield from _counted(channel, CHANNEL, "")
    for item in channel.findall("item"):
        yield from _counted(item, ITEM, "")
        guid = item.find("guid")
        if guid is not None and guid.get("isPermaLink") != "false" and "://" not in (guid.text or ""):
            yield f"guid {guid.text} is said to be an address"
    for date in (*root.iter("pubDate"), *root.iter("lastBuildDate")):
        if parsedate_to_datetime(date.text).tzinfo is None:
            yield f"date {date.text} without a zone"
    guids = [one.text for one in root.iter("guid")]
    yield from (f"guid {one} stands twice" for one in guids if guids.count(one) > 1)


def _counted(element, rules, space):
    names = [child.tag.removeprefix(space) if space else child.tag for child in element]
    yield from (f"{name} in {element.tag}" for name in names if name not in rules)
    for name, (least, most) in rules.items():
        if not least <= names.count(name) <= most:
            yield f"{element.tag}: {names.count(name)} times {name}"
