"""The pictures that a saved page or a note carries in its own file: parts of MHTML, resources of a web
archive or of Evernote, and those written into addresses, as SingleFile does."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from lxml.html import HtmlElement

from kb.importers.archives.folder import unpacked_folder
from kb.importers.beside import PICTURES
from kb.importers.html.address import resolved
from kb.importers.html.pictures import LARGEST, MOST, SMALLEST, addresses_of, images
from kb.types import SourceFile

_ENDINGS = {
    re.compile(rb"\x89PNG\r\n\x1a\n"): ".png",
    re.compile(rb"\xff\xd8\xff"): ".jpg",
    re.compile(rb"GIF8[79]a"): ".gif",
    re.compile(rb"RIFF....WEBP", re.DOTALL): ".webp",
    re.compile(rb"....ftypavi[fs]", re.DOTALL): ".avif",
}
"""By what their files begin with: the types that servers tell are often others, or none."""
WRITTEN_OUT = re.compile(
    r"(?<=[\"'=(])data:(?P<kind>[\w.+-]{1,40})/[\w.+-]{1,80}(?:;[\w.=+-]{1,80}){0,4};base64,(?P<content>[\w+/=%-]{200,})",
    re.IGNORECASE | re.ASCII,
)
"""A file in the address of an element or a style (RFC 2397); short ones are dots and rules."""
_PUT_THERE = "data:picture,{number}"
_NO_NAME = re.compile(r"[^\w .-]+")
_LONGEST_NAME = 80
"""Characters, to know a picture by; file systems take more."""


def without_files(source: str) -> tuple[str, dict[str, bytes]]:
    """A page without the files that are written into it, and the pictures among these by the addresses put in
    their places. The parser gives up a page behind an address of 10 million letters (libxml2)."""
    inside: dict[str, bytes] = {}

    def put(found: re.Match[str]) -> str:
        if found["kind"].lower() != "image":
            return ""
        address = _PUT_THERE.format(number=len(inside))
        inside[address] = _decoded(found["content"])
        return address

    return WRITTEN_OUT.sub(put, source), inside


@contextmanager
def carried_pictures(
    page: HtmlElement, file: Path, cache: Path, inside: Mapping[str, bytes], base: str = ""
) -> Iterator[tuple[SourceFile, ...]]:
    """The pictures that the article of a page shows and the file of the page holds, in their order, as
    `as_files` gives them. `inside` holds what is in it by its addresses, `base` is the one that relative
    addresses start from."""
    by_address = {_comparable(base, at): content for at, content in inside.items() if at}
    with as_files(_shown(page, base, by_address), file, cache) as pictures:
        yield pictures


@contextmanager
def as_files(
    pictures: Iterable[tuple[str, bytes]], file: Path, cache: Path
) -> Iterator[tuple[SourceFile, ...]]:
    """Pictures that a file holds, by their names, each once and up to `MOST`: as files beside the cache that
    are gone afterwards."""
    found: dict[bytes, str] = {}
    for name, content in pictures:
        found.setdefault(content, name)
    if not found:
        yield ()
        return
    with unpacked_folder(cache, file.name) as folder:
        yield tuple(
            _written(folder / str(number), f"{file.resolve()}!/{number}/", name, content)
            for number, (content, name) in enumerate(islice(found.items(), MOST), 1)
        )


def _shown(page: HtmlElement, base: str, inside: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """For each image of the article the largest picture that fits among those its addresses lead to, after
    its name: the others are for smaller screens, or stand there until it is loaded."""
    for image in images(page):
        choices = [(inside.get(_comparable(base, address), b""), address) for address in addresses_of(image)]
        fitting = [one for one in choices if SMALLEST <= len(one[0]) <= LARGEST and _ending(one[0])]
        if fitting:
            content, address = max(fitting, key=lambda one: len(one[0]))
            yield f"{_name(address)}{_ending(content)}", content


def named(name: str, content: bytes) -> str:
    """The name of a picture with the ending of what it is; empty where no browser shows it, or it is larger
    than `LARGEST`."""
    ending = _ending(content) if len(content) <= LARGEST else ""
    stem = _NO_NAME.sub("_", PurePosixPath(name).stem)[:_LONGEST_NAME] or "picture"
    return f"{stem}{ending}" if ending else ""


def _ending(content: bytes) -> str:
    return next((ending for head, ending in _ENDINGS.items() if head.match(content)), "")


def _decoded(content: str) -> bytes:
    try:
        return base64.b64decode(unquote_to_bytes(content))
    except binascii.Error:
        return b""


def _comparable(base: str, address: str) -> str:
    """An address as the page and the list of what the file holds both mean it: programs write the same one
    with signs encoded and not."""
    return unquote(resolved(base, address.strip())).partition("#")[0]


def _name(address: str) -> str:
    """What a picture is called by its address, without ending."""
    try:
        path = "" if address.startswith("data:") else urlsplit(address).path
    except ValueError:
        path = ""
    return _NO_NAME.sub("_", PurePosixPath(unquote(path)).stem)[:_LONGEST_NAME] or "picture"


def _written(folder: Path, place: str, name: str, content: bytes) -> SourceFile:
    folder.mkdir()
    file = folder / name
    file.write_bytes(content)
    return SourceFile(file, PICTURES[file.suffix], f"{place}{name}")
