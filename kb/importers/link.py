"""An address that nothing else reads: kept by itself, to be completed when what it leads to comes in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import unquote

from kb.catalogue import _, noted
from kb.importers.files import local_path
from kb.importers.html.kind import kind_of_address
from kb.importers.pasted import labelled, titled
from kb.importers.protocol import ImportContext
from kb.text.excerpts import shortened
from kb.text.identity import canonical_key, canonical_url
from kb.text.normal import normalized
from kb.text.urls import host_of, split, trimmed, unwrap, web_parts, with_scheme
from kb.text.works import page_of
from kb.types import Document, Failure

WAITS_FOR_DOI, WAITS_FOR_PAGE = "DOI", "page"
"""What such an item waits for, in `meta["waiting_for"]`."""
TELEGRAM_POST = "post:telegram/"
"""How the keys of posts begin."""
_TITLE_LIMIT = 200
"""Characters of an address that stands for a title."""
_REFUSED = re.compile(
    r"(?P<scheme>mailto|javascript|vbscript|data|file|tel|sms|about|blob|view-source):", re.IGNORECASE
)
_OF_MASTODON = re.compile(
    r"(?P<host>https://[^/?#]+)/(?:users/(?P<name>\w+)/statuses|@(?P<called>\w+))/(?P<number>\d{15,20})"
)
"""A post by the address of its data, as archives tell it, and by that of its page."""
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


class LinkImporter:
    """Any address: of a web page, a post, a work with a DOI, or a place in another program."""

    name = noted("link")

    def match(self, spec: str) -> bool:
        address, _label = labelled(spec)
        return local_path(address) is None and link_key(address) is not None

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        address, label = labelled(spec)
        key = link_key(address)
        if key is None:
            yield Failure(spec, why_refused(address) or _("is no address; check it"))
        else:
            yield titled(link_document(key, address), label)


def link_key(address: str) -> str | None:
    """The canonical key of an address that can be kept, or None."""
    key = canonical_key(address)
    is_address = key.startswith(("url:", "doi:", "post:")) and key != address
    return key if is_address and not _REFUSED.match(trimmed(address)) else None


def leads(address: str) -> bool:
    """Whether an address leads to what can be kept: a page, a post, a work."""
    return link_key(address) is not None or canonical_key(address).startswith("arxiv:")


def link_document(key: str, address: str, title: str = "") -> Document:
    """What is known of a work by its address alone; the address in a readable form stands for a `title`."""
    is_doi = key.startswith("doi:")
    url = page_of(key) if is_doi else with_scheme(trimmed(address))
    parts = web_parts(url)
    channel = key.split("/")[1] if key.startswith("post:") else ""
    return Document(
        key=key,
        kind=kind_of_address(key, url),
        title=title or (key if is_doi else readable_address(url)),
        url=url,
        source=channel or ("" if is_doi or parts is None else host_of(parts)),
        aliases=_other_address(key),
        meta={"waiting_for": WAITS_FOR_DOI if is_doi else WAITS_FOR_PAGE},
        guessed=True,
        stub=True,
    )


def _other_address(key: str) -> tuple[str, ...]:
    """The other address of a post of Mastodon's, which the same server answers."""
    found = _OF_MASTODON.fullmatch(key.removeprefix("url:"))
    if found is None:
        return ()
    by_name = f"/@{found['name']}" if found["name"] else f"/users/{found['called']}/statuses"
    return (f"url:{found['host']}{by_name}/{found['number']}",)


def address_to_fetch(key: str, url: str) -> str | None:
    """The address at which the work with this key and address is asked for, or None where there is no page to
    be read: it leads into another program or a private channel, or arXiv itself tells of it."""
    if key.startswith("doi:"):
        return page_of(key)
    if key.startswith(("arxiv:", "post:telegram/c/")):
        return None
    if key.startswith(TELEGRAM_POST):
        return f"https://t.me/{key.removeprefix(TELEGRAM_POST)}?embed=1&mode=tme"
    url = unwrap(url)
    return url if split(url) is not None else None


def whole_address(key: str) -> str | None:
    """The address of the whole text of a work known by its abstract, or None where nobody offers it."""
    return f"https://arxiv.org/pdf/{key.removeprefix('arxiv:')}" if key.startswith("arxiv:") else None


def readable_address(url: str) -> str:
    """An address as a person reads it: decoded, without `https://` and trackers."""
    canonical = canonical_url(url)
    host, slash, rest = canonical.removeprefix("https://").removeprefix("http://").partition("/")
    if "xn--" in host:
        with suppress(UnicodeError):
            host = host.encode("ascii").decode("idna")
    return shortened(normalized(unquote(host + slash + rest)), _TITLE_LIMIT)


def why_refused(spec: str) -> str | None:
    """Why something in the form of an address cannot be kept, or None where it is no address at all."""
    address, _label = labelled(spec)
    if refused := _REFUSED.match(address.strip()):
        scheme = refused["scheme"].lower()
        if scheme == "file":
            return _("A file: address is not read; give the path of the file itself")
        return _(
            "{scheme}: is no address of a page; give a web address, or paste the text as a note",
            scheme=scheme,
        )
    if _SCHEME.match(address.strip()):
        return _("This address names no host; check it, a web address begins like https://example.org/")
    return None
