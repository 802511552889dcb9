"""One key per work, whatever form its address takes, and the works a text refers to.

Keys: `arxiv:2510.26692`, `doi:10.1145/3292500`, `post:telegram/<channel>/<number>`, `url:<canonical>`;
`file:`, `chat:`, `message:`, `path:` and further `post:` keys are made by importers and pass through.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from urllib.parse import parse_qs

from kb.text.normal import normalized
from kb.text.sites import TELEGRAM_HOSTS
from kb.text.urls import HOSTLESS, MARKUP_AND, canonical_url, host_of, trimmed, web_parts, with_scheme
from kb.text.works import ANGLED, ARXIV_ID, DOI_IN_TEXT, arxiv_id, doi, page_of
from kb.types import Reference

__all__ = ["arxiv_id", "canonical_key", "canonical_url", "doi", "find_references", "located_references"]

_POST_PATH = re.compile(r"/(?:s/)?(?P<channel>c/\d+|[A-Za-z]\w{3,31})(?:/\d+)?/(?P<number>\d+)/?")
_OWN_KEYS = ("file:", "chat:", "post:", "message:", "path:", "note:")
_KEPT = 131_072
"""Addresses and keys remembered: those of a large library, some twenty megabytes."""
_keys: dict[str, str] = {}
_IN_ZOTERO = re.compile(
    r"zotero://(?:select|open-pdf|open)/(?:(?:library|groups/\d+)/)?(?:collections/\w+/)?items/"
    r"(?:\d[_/])?(?P<key>[A-Z0-9]{8})(?![\w-])"
)
"""How links open an item, or a page of its PDF; `0_` and `1/` are the numbers of libraries."""
_OF_A_PROGRAM = re.compile(r"(?!https?:|file:)[a-z][a-z0-9+.-]*://[^\s/]\S*", re.IGNORECASE)


def _telegram_post(address: str) -> str | None:
    parts = web_parts(address)
    if parts is None:
        return None
    host, path = host_of(parts), parts.path
    if host not in TELEGRAM_HOSTS:
        channel, _, site = host.partition(".")
        if site != "t.me":
            return None
        path = f"/{channel}{path}"
    post = _POST_PATH.fullmatch(path)
    return f"post:telegram/{post['channel'].lower()}/{post['number']}" if post else None


def _web_form(address: str) -> str:
    """The web address behind a link that opens the Telegram app, or an item in Zotero; others as they are."""
    if found := _IN_ZOTERO.match(address):
        return f"https://www.zotero.org/library/items/{found['key']}"
    if address[:3].lower() != "tg:":
        return address
    place, _, query = address.partition("?")
    values = {name: value[0] for name, value in parse_qs(query).items()}
    number = f"/{values['post']}" if "post" in values else ""
    match place.lower().rstrip("/"):
        case "tg://resolve" if "domain" in values:
            return f"https://t.me/{values['domain']}{number}"
        case "tg://privatepost" if "channel" in values:
            return f"https://t.me/c/{values['channel']}{number}"
    return address


FORMS = "2"
"""The rules of `canonical_key`. Another number with each change that gives an address another key: libraries
that were filled before are brought to it when they are opened."""


def canonical_key(address: str) -> str:
    """The key of the work an address leads to: all forms of one work give one key.

    Keys that importers make (`file:`, `chat:`, `post:`, `path:` and others) and text that is no address come
    back as they are, stripped. Addresses of other programs (`obsidian://…`) are `url:` keys as written.
    Applying it twice changes nothing.
    """
    key = _keys.get(address)
    if key is None:
        if len(_keys) > _KEPT:
            _keys.clear()
        key = _keys[address] = _key_of(address)
        # A document is asked for its key by that very key.
        _keys[key] = key
    return key


def _key_of(address: str) -> str:
    address = address.strip()
    if address.startswith(_OWN_KEYS):
        return address
    web = normalized(address).removeprefix("url:").strip()
    identifier = arxiv_id(web)
    if identifier is not None:
        return f"arxiv:{identifier}"
    work = doi(web)
    if work is not None:
        return f"doi:{work}"
    # No address begins with a bracket or a quote: these stand around it.
    web = _web_form(trimmed(web) if web.startswith(tuple("<([{\"'«“„")) else web)
    post = _telegram_post(web)
    if post is not None:
        return post
    parts = web_parts(web)
    if parts is not None:
        return f"url:{canonical_url(parts.geturl())}"
    return f"url:{web}" if _OF_A_PROGRAM.fullmatch(web) else address


# What may refer to another work, in the order in which the forms must be tried at one place.
_TARGET = r"(?:[^\s()<>]|\((?:[^\s()<>]|\([^\s()<>]*\))*\))+"
# The next address of a list may follow a comma without a space.
_ADDRESS = rf"(?:(?![,;|]https?://)(?:[^\s<>\"`«»“”|\\^]|\\[_*~&]|{ANGLED}))+"
_REFERENCE = re.compile(
    rf"""
      \[!\[(?P<alt>[^\]\n]{{0,300}})\]\({_TARGET}(?:\s[^)\n]*)?\)\]\(\s*(?P<imaged>{_TARGET})[^)\n]{{0,200}}\)
    | !\[[^\]\n]{{0,300}}\]\([^)\n]{{0,2000}}\)
    | \[(?P<label>(?:[^\[\]\n]|\n(?!\n)|\[[^\[\]\n]{{0,300}}\]){{0,300}})\]
      \(\s*<?(?P<target>{_TARGET})>?(?:\s+(?:"[^"\n]*"|'[^'\n]*'|\([^()\n]*\)))?\s*\)
    | ^\ {{0,3}}\[(?P<definition>[^\]\n^][^\]\n]{{0,200}})\]:\s*<?(?P<defined>\S+?)>?(?=\s|$)
    | <(?:img|source|link|script|iframe)\b[^>]{{0,3000}}>
    | <a\s[^>]{{0,500}}?href\s*=\s*(?:"(?P<href2>[^"\n]*)"|'(?P<href1>[^'\n]*)'|(?P<href0>[^\s>"']+))
      [^>]{{0,1000}}>(?P<anchor>(?:[^<]|<(?!/?a\b)){{0,500}})(?:</a>)?
    | (?P<bare>https?://{_ADDRESS})
    | (?<![\w/.-])(?P<arxiv>(?:oai\s?:\s?)?arxiv(?:\.org)?\s{{0,2}}[:.\s]\s{{0,2}}{ARXIV_ID})(?!\.?\w)
    | (?<![\w/.-])(?P<doi>doi(?:\s?:\s{{0,2}}|\s){DOI_IN_TEXT})
    | (?<![\w@/.:-])(?P<hostless>{HOSTLESS}/{_ADDRESS})
    """,
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
_LEADS_OUTSIDE = re.compile(r"https?://|tg://", re.IGNORECASE)
_LABEL_MARKS = re.compile(r"<[^>]*>|[*`]|__")
_ESCAPED = re.compile(r"\\([_*~&()])")
_ENTITY = re.compile(r"&(?:#(?P<decimal>\d{1,7})|#x(?P<hex>[0-9a-f]{1,6})|(?P<name>\w+));", re.IGNORECASE)


def is_address(text: str) -> bool:
    """Whether a text is one address or identifier and nothing else: `2510.26692`, `doi:10.…`, a link."""
    key = canonical_key(text)
    if key.startswith(("arxiv:", "doi:", "post:telegram/")):
        return True
    return [reference.key for reference in find_references(text)] == [key]


def find_references(text: str) -> tuple[Reference, ...]:
    """The works a text points to, in order, each once.

    Reads Markdown, HTML and angle links, bare addresses (without `https://` too where a path follows),
    and marked mentions (`arXiv:2510.26692`, `doi:10.…`). Images are left out. `label` is the link's text.
    """
    references: dict[str, Reference] = {}
    for _, _, reference in located_references(text):
        known = references.get(reference.key)
        if known is None or (reference.label and not known.label):
            url = reference.url if known is None else known.url
            references[reference.key] = Reference(url, reference.key, reference.label)
    return tuple(references.values())


def located_references(text: str) -> Iterator[tuple[int, int, Reference]]:
    """Every reference of a text with where it begins and ends, in order."""
    if "/" not in text and "arxiv" not in text.lower():
        # Abstracts come by the ten thousand and most refer to nothing.
        return
    for match in _REFERENCE.finditer(text):
        url, label = _url_and_label(match)
        key = canonical_key(url) if url else ""
        if key and key != url:
            yield match.start(), match.end(), Reference(url, key, label)


def _url_and_label(match: re.Match[str]) -> tuple[str, str]:
    """The address of a match as one could open it ('' where it leads nowhere outside) and its label."""
    groups = match.groupdict()
    if stated := groups["arxiv"] or groups["doi"]:
        return page_of(canonical_key(stated)), ""
    label = next((groups[n] for n in ("label", "alt", "definition", "anchor") if groups[n]), "")
    target = next((groups[n] for n in ("href2", "href1", "href0") if groups[n]), "")
    if target:
        target = _decoded(target)
    elif target := groups["target"] or groups["imaged"] or "":
        target = _decoded(_unescaped(target))
    else:
        # Plain text: what looks like an entity is a parameter (`&copy=`, `&region=`).
        target = _unescaped(trimmed(groups["bare"] or groups["defined"] or groups["hostless"] or ""))
        target = MARKUP_AND.sub("&", target)
    target = target.strip()
    if target.startswith("//"):
        target = f"https:{target}"
    target = with_scheme(target)
    if not _LEADS_OUTSIDE.match(target):
        return "", ""
    plain = " ".join(_decoded(_LABEL_MARKS.sub("", label)).split())
    return target, "" if plain == target else plain


def _unescaped(target: str) -> str:
    """An address of Markdown without the backslashes that keep its signs from being marks."""
    return _ESCAPED.sub(r"\1", target) if "\\" in target else target


def _decoded(html: str) -> str:
    """HTML's entities as what they mean, where they end as entities do: `&region=` is a parameter."""

    def meant(entity: re.Match[str]) -> str:
        if entity["name"]:
            return html5.get(f"{entity['name']};", entity[0])
        number = int(entity["decimal"]) if entity["decimal"] else int(entity["hex"], 16)
        return chr(number) if 0 < number < 0x110000 and not 0xD800 <= number < 0xE000 else entity[0]

    return _ENTITY.sub(meant, html)
