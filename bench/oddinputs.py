"""Some five hundred odd inputs, each made on the spot: broken encodings, endless lines, deep nesting, texts
that patterns stumble over, names no file should have, PDFs that are cut, locked or turned."""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, NumberObject, RectangleObject

MEGABYTE = 1024 * 1024
_PROSE = "A note on long contexts. Модели помнят длинные тексты. "
_TEXT_SUFFIXES = (".md", ".txt", ".html")
_ALL_SUFFIXES = (*_TEXT_SUFFIXES, ".jsonl", ".pdf")


@dataclass(frozen=True, slots=True)
class Oddity:
    """One input: its kind, what it is, and what lays it into an empty folder and returns the spec to add."""

    kind: str
    name: str
    make: Callable[[Path], str]


def oddities() -> list[Oddity]:
    """All of them, always the same and in the same order."""
    return [
        *_encodings(),
        *_huge(),
        *_hostile(),
        *_nested(),
        *_names(),
        *_dates(),
        *_records(),
        *_pdfs(),
        *_places(),
        *_specs(),
    ]


def _file(kind: str, name: str, file: str | bytes, data: bytes | Callable[[], bytes]) -> Oddity:
    """A file with the given bytes, or with those made when it is its turn, for all of them together would
    fill the memory that is measured."""

    def make(folder: Path) -> str:
        path = Path(os.fsdecode(os.path.join(os.fsencode(folder), os.fsencode(file))))  # noqa: PTH118
        path.write_bytes(data if isinstance(data, bytes) else data())
        return str(path)

    return Oddity(kind, name, make)


def _encodings() -> Iterator[Oddity]:
    page = f"<html><head><title>Odd</title></head><body><p>{_PROSE * 20}</p></body></html>"
    crlf = _PROSE.replace(". ", ".\r\n") * 9
    texts: dict[str, Callable[[str], bytes]] = {
        "empty": lambda _: b"",
        "one byte": lambda _: b"x",
        "one newline": lambda _: b"\n",
        "NUL bytes": lambda text: b"\0" * 3000 + text.encode() + b"\0",
        "a NUL within": lambda text: text.encode().replace(b"note", b"no\0te"),
        "byte order mark alone": lambda _: b"\xef\xbb\xbf",
        "two byte order marks": lambda text: b"\xef\xbb\xbf" * 2 + text.encode(),
        "UTF-16": lambda text: text.encode("utf-16"),
        "UTF-16 without mark": lambda text: text.encode("utf-16-le"),
        "UTF-16, odd length": lambda text: text.encode("utf-16")[:-1],
        "UTF-32": lambda text: text.encode("utf-32"),
        "UTF-32 without mark": lambda text: text.encode("utf-32-be"),
        "cp1251": lambda text: text.encode("cp1251"),
        "koi8-r": lambda text: text.encode("koi8-r"),
        "encoded surrogates": lambda text: b"\xed\xa0\x80 " * 40 + text.encode(),
        "cut in a letter": lambda text: text.encode() + "ю".encode()[:1],
        "random bytes": lambda _: random.Random(7).randbytes(20_000),
        "CRLF": lambda _: crlf.encode(),
        "CR": lambda _: crlf.replace("\r\n", "\r").encode(),
        "mixed line ends": lambda _: crlf.replace("\r\n", "\r", 3).replace("\r\n", "\n", 3).encode(),
        "form feeds and separators": lambda _: (_PROSE + "\x0c\x1c\x1d\x85\u2028\u2029").encode() * 30,
    }
    for name, encoded in texts.items():
        for suffix in _ALL_SUFFIXES:
            text = page if suffix == ".html" else _PROSE * 30
            yield _file("encoding", f"{name}, {suffix}", f"odd{suffix}", encoded(text))


def _page(text: str) -> str:
    paragraphs = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    return f"<html><head><title>Long</title></head><body><article>{paragraphs}</article></body></html>"


def _numbered(form: str, count: int) -> str:
    return "".join(form.replace("N", str(number)) for number in range(count))


def _huge() -> Iterator[Oddity]:
    long: dict[str, Callable[[], str]] = {
        "a line of 2 MB": lambda: "word " * (2 * MEGABYTE // 5),
        "2 MB without a space": lambda: "w" * 2 * MEGABYTE,
        "100,000 short lines": lambda: "a line\n" * 100_000,
        "100,000 paragraphs": lambda: "a line\n\n" * 100_000,
        "10,000 links": partial(_numbered, "[paper N](https://example.org/N) and\n", 10_000),
        "10,000 tags": partial(_numbered, "#tagN ", 10_000),
        "10,000 headings": partial(_numbered, "# Heading N\n\ntext\n\n", 10_000),
        "2,000 turns of a chat": partial(_numbered, "**User:** why N?\n\n**Assistant:** so\n\n", 2_000),
        "3,000 messages": partial(_numbered, "Channel, [09.03.2024 23:15]\npost N\n\n", 3_000),
        "3,000 posts with reactions": partial(_numbered, "post number N\n👍 12 ❤ 3\n", 3_000),
        "one post 2,000 times": lambda: ("the same words again and again here\n" * 5 + "👍 12\n") * 2_000,
        "a table of 20,000 rows": lambda: "| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * 20_000,
        "a line of 19 MB": lambda: "word " * (19 * MEGABYTE // 5),
        "more than may be": lambda: "a line of words\n" * (21 * MEGABYTE // 16),
        "20,000 fields": lambda: "---\n" + _numbered("fieldN: value\n", 20_000) + "---\ntext",
    }
    for name, text in long.items():
        for suffix in _TEXT_SUFFIXES:

            def data(text: Callable[[], str] = text, suffix: str = suffix) -> bytes:
                return (_page(text()) if suffix == ".html" else text()).encode()

            yield _file("size", f"{name}, {suffix}", f"long{suffix}", data)


# Each is repeated up to 200 kB: what a careless pattern reads over and over.
_STUMBLES = (
    "[", "]", "(", ")", "[[", "]]", "[](", "![", "![](", "[a](b ", "*", "**", "****", "** a", "_", "__",
    "`", "` `", "```", "~~~\n", "$", "$$", "$a", "<", ">", "<a ", '<a href="', "<!--", "<![CDATA[", "</",
    "&", "&amp", "&#", "\\", "> ", ">\n", "# ", "#", "- ", "-", "---\n", "===\n", "+++\n", "| ", "|-",
    "{", "{{", "{:", "<%", "\n", " ", "\t", " \n", "\u00a0", "\u200b", "\u0301", "a\u0301", "http://",
    "https://a.b/", "www.", "a@", "a.b/", "arXiv:", "2510.", "doi:10.1234/", "10.1234/", "t.me/a/",
    "@handle ", "#tag", "👍 1 ", "👍", "\U0001f1f7", ": ", "a: ", "a:\n", "«", '"', "1. ", "1) ", "12:30 ",
    "[12:30] ", "2024-01-01 ", "User: ", "**User:** ", "[!note]", "\\begin{", "\\", "%", "=\n", "0", "0.",
    "-0", "a-\n", "а́",
)  # fmt: skip


_STUMBLES_OF_PAGES = (
    "<", "<div ", "<a href=", "&", "&amp;", "<!--", "]]>", "<p", "</p>", "$", "`", "[", "<br>",
)  # fmt: skip


def _repeated(before: str, mark: str) -> bytes:
    return before.encode() + (mark * (200_000 // len(mark.encode()))).encode()


def _hostile() -> Iterator[Oddity]:
    for mark in dict.fromkeys(_STUMBLES):
        shown = mark.encode("unicode_escape").decode()
        # Plain text goes through all importers of text; Markdown and HTML have parsers of their own.
        for suffix in (".md", ".txt"):
            repeated = partial(_repeated, "Odd\n\n", mark)
            yield _file("repetition", f"{shown}, {suffix}", f"odd{suffix}", repeated)
    for mark in _STUMBLES_OF_PAGES:
        repeated = partial(_repeated, f"<html><body><p>{_PROSE * 20}</p>", mark)
        yield _file("repetition", f"{mark}, .html", "odd.html", repeated)


def _nested() -> Iterator[Oddity]:
    for tag in ("div", "blockquote", "ul", "b", "span", "table", "section", "pre", "a"):
        page = f"<html><body>{f'<{tag}>' * 5000}<p>{_PROSE * 20}</p>{f'</{tag}>' * 5000}</body></html>"
        yield _file("nesting", f"5,000 <{tag}>", "deep.html", page.encode)
    deep = {
        "quotes": "> " * 5000 + "text",
        "lists": "\n".join(" " * 2 * n + "- item" for n in range(800)),
        "brackets": "[" * 5000 + "text" + "]" * 5000,
        "links": "[" * 2000 + "a" + "](b)" * 2000,
        "emphasis": "*a " * 5000 + "text" + "*" * 5000,
        "parentheses": "(" * 5000 + "text" + ")" * 5000,
        "parentheses in a link": f"[a](https://example.org/{'(' * 5000}{')' * 5000})",
        "fields": "---\n" + "\n".join(" " * n + "a:" for n in range(800)) + "\n---\ntext",
        "a list in fields": f"---\ntags: {'[' * 400}{']' * 400}\n---\ntext",
        "unclosed fences": "```\n" * 5001 + "text",
    }
    for name, text in deep.items():
        yield _file("nesting", name, "deep.md", text.encode)
    for name, opened, closed in (("arrays", b"[", b"]"), ("objects", b'{"a":', b"}")):
        data = opened * 100_000 + b"1" + closed * 100_000
        yield _file("nesting", f"JSON, {name}", "deep.jsonl", data)


def _names() -> Iterator[Oddity]:
    names: dict[str, str | bytes] = {
        "no UTF-8": b"caf\xe9 \xf0\xf3\xf1.md",
        "no UTF-8, .pdf": b"\xff\xfe.pdf",
        "no UTF-8, .html": b"\xe9.html",
        "255 bytes": "n" * 252 + ".md",
        "255 bytes of Cyrillic": "н" * 126 + ".md",
        "a newline": "two\nlines.md",
        "spaces around": "  odd .md",
        "dots": "...md",
        "quotes": "\"'`.md",
        "a percent sign": "%00%2e%2e.md",
        "question and hash": "what?#1.md",
        "right to left": "\u202ecod.md",
        "combining signs": "a" + "\u0301" * 80 + ".md",
        "emoji": "👩‍🔬.md",
        "a link": "https:⁄⁄example.org.md",
        "an identifier": "2510.26692.md",
        "upper case": "ODD.MD",
        "two suffixes": "odd.pdf.md",
        "a control character": "a\x1b[31m.md",
    }
    for name, file in names.items():
        page = (
            f"<html><body><p>{_PROSE * 20}</p></body></html>" if str(file).endswith("html'") else _PROSE * 10
        )
        yield _file("name", name, file, page.encode)
    wrong = {
        "HTML as .pdf": ("a.pdf", b"<html><body>Sign in</body></html>"),
        "PDF as .md": ("a.md", _pdf()),
        "PDF as .html": ("a.html", _pdf()),
        "zip as .md": ("a.md", b"PK\x03\x04" + random.Random(1).randbytes(900)),
        "zip as .pdf": ("a.pdf", b"PK\x03\x04" + random.Random(1).randbytes(900)),
        "gzip as .jsonl": ("a.jsonl", gzip.compress(b"{}")),
        "JSON as .html": ("a.html", b'{"a": 1}'),
        "Markdown as .jsonl": ("a.jsonl", b"# A note\n\ntext"),
        "no suffix": ("note", _PROSE.encode() * 5),
        "unknown suffix": ("a.qqq", _PROSE.encode() * 5),
    }
    for name, (file, data) in wrong.items():
        yield _file("name", name, file, data)


_DATES = (
    "9999-12-31T23:59:59-12:00", "0001-01-01", "0001-01-01T00:00:00+14:00", "0000-00-00", "2024-02-30",
    "2024-13-45",
    "10000-01-01", "-0044-03-15", "99999999999999999999", "1e400", "24:61:61", "2024-01-01T25:00:00Z",
    "2024-01-01T00:00:00+99:99", "31.12.9999", "12/31/9999 11:59 PM", "Mon, 99 Foo 2024",
)  # fmt: skip


def _dates() -> Iterator[Oddity]:
    for stated in _DATES:
        note = f"---\ntitle: Odd day\ndate: {stated}\n---\n{_PROSE}"
        yield _file("date", f"{stated}, in a note", "day.md", note.encode)
    for stated in _DATES[:6]:
        page = (
            f'<html><head><meta property="article:published_time" content="{stated}"></head><body><article>'
        )
        page += f'<time datetime="{stated}">then</time><p>{_PROSE * 20}</p></article></body></html>'
        yield _file("date", f"{stated}, on a page", "day.html", page.encode)
        record = {"id": "2510.26692", "title": "T", "abstract": "A", "published": stated}
        yield _file("date", f"{stated}, in a record", "day.jsonl", json.dumps(record).encode)
        pdf = stated.replace("-", "")
        yield _file("date", f"{stated}, in a PDF", "day.pdf", _pdf({"/CreationDate": f"D:{pdf}"}))
    for stated in ("99.99.9999 25:61", "31.12.9999 23:59", "01.01.0001 00:00"):
        yield _file("date", f"{stated}, in a message", "day.txt", f"Channel, [{stated}]\npost\n".encode)
        chat = f"**User** ({stated}): why?\n\n**Assistant** ({stated}): so\n"
        yield _file("date", f"{stated}, in a chat", "day.md", chat.encode)


def _records() -> Iterator[Oddity]:
    good = {"id": "2510.26692", "title": "A title", "abstract": "An abstract", "authors": ["Jane Doe"]}
    lines: dict[str, bytes] = {
        "lone surrogates": json.dumps(good | {"title": "A \ud800 title", "authors": ["\udfff"]}).encode(),
        "a surrogate as id": json.dumps(good | {"id": "\ud800"}).encode(),
        "NUL in a title": json.dumps(good | {"title": "A\0title"}).encode(),
        "NaN and infinity": b'{"id": "2510.26692", "title": NaN, "abstract": -Infinity}',
        "a number of 10,000 digits": b'{"id": "2510.26692", "title": "T", "abstract": "A", "n": '
        + b"9" * 10_000
        + b"}",
        "numbers for texts": json.dumps(good | {"title": 1, "authors": 2, "categories": 3}).encode(),
        "null for everything": json.dumps(dict.fromkeys(good)).encode(),
        "one field 100,000 times": b'{"id": "2510.26692"'
        + b', "title": "T"' * 100_000
        + b', "abstract": "A"}',
        "a title of 1 MB": json.dumps(good | {"title": "word " * 200_000}).encode(),
        "100,000 authors": json.dumps(good | {"authors": ["Jane Doe"] * 100_000}).encode(),
        "a line of 5 MB": json.dumps(good | {"abstract": "w" * 5 * MEGABYTE}).encode(),
        "cut in the middle": json.dumps(good).encode()[:-20],
        "an array": json.dumps([good] * 3).encode(),
        "good, bad, good": b"\n".join([json.dumps(good).encode(), b"{", json.dumps(good).encode()]),
        "authors of all shapes": json.dumps(
            good | {"authors": [None, 1, {"name": "Jane"}, ["a"], {}]}
        ).encode(),
        "nested fields": json.dumps(good | {"authors": {"a": [good]}, "versions": [[]]}).encode(),
        "20,000 failures": b"{\n" * 20_000,
    }
    for name, data in lines.items():
        yield _file("record", name, "rows.jsonl", data)
    packed = gzip.compress(b"\n".join([json.dumps(good).encode()] * 50))
    yield _file("record", "gzip cut short", "rows.jsonl.gz", lambda: packed[:-9])
    yield _file(
        "record", "gzip of 50 MB of zeros", "rows.jsonl.gz", lambda: gzip.compress(b"0" * 50 * MEGABYTE)
    )
    yield _file("record", "no gzip", "rows.jsonl.gz", lambda: b"plain")


def _pdf(
    metadata: dict[str, str] | None = None, text: bytes = b"A paper on long contexts", pages: int = 1
) -> bytes:
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    for _ in range(pages):
        page = writer.add_blank_page(600, 800)
        fonts = DictionaryObject({NameObject("/F"): font})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        content = DecodedStreamObject()
        content.set_data(b"BT /F 12 Tf 72 700 Td (" + text + b") Tj 0 -20 Td (by Jane Doe and others) Tj ET")
        page[NameObject("/Contents")] = writer._add_object(content)
    if metadata:
        writer.add_metadata(metadata)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def _changed(change: Callable[[PdfWriter], object]) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(_pdf(pages=2))))
    change(writer)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def _pdfs() -> Iterator[Oddity]:
    whole = _pdf(pages=3)
    changes: dict[str, Callable[[PdfWriter], object]] = {
        "locked": lambda writer: writer.encrypt("secret", algorithm="AES-256"),
        "locked against changes": lambda writer: writer.encrypt("", "owner", algorithm="AES-256"),
        "turned by 90": lambda writer: [page.rotate(90) for page in writer.pages],
        "turned by 270": lambda writer: [page.rotate(270) for page in writer.pages],
        "a page without size": lambda writer: writer.pages[0].update(
            {NameObject("/MediaBox"): RectangleObject((0, 0, 0, 0))}
        ),
        "a page without content": lambda writer: writer.pages[0].pop("/Contents"),
        "content of another type": lambda writer: writer.pages[0].update(
            {NameObject("/Contents"): NumberObject(3)}
        ),
        "resources of another type": lambda writer: writer.pages[0].update(
            {NameObject("/Resources"): NumberObject(3)}
        ),
    }
    inputs: dict[str, bytes | Callable[[], bytes]] = {
        "zero pages": lambda: _pdf(pages=0),
        "one page": _pdf,
        "1,000 pages": lambda: _pdf(pages=1000),
        "a text of 2 MB": lambda: _pdf(text=b"words and words " * (2 * MEGABYTE // 16)),
        "200,000 pieces": lambda: _pdf(text=b") Tj 1 0 Td (x" * 200_000),
        "brackets": lambda: _pdf(text=b"[" * 200_000),
        "unmapped signs": lambda: _pdf(text=b"\x01\x02\x03" * 2000),
        "the header alone": lambda: b"%PDF-1.7\n",
        "the header and random bytes": lambda: b"%PDF-1.7\n" + random.Random(3).randbytes(50_000),
        "rubbish before the header": lambda: b"rubbish\n" * 50 + whole,
        "rubbish behind the end": lambda: whole + random.Random(4).randbytes(5000),
        "bytes changed": lambda: bytes(b ^ (n % 97 == 0) for n, b in enumerate(whole)),
        "no table of objects": lambda: whole.replace(b"startxref", b"startxxxx"),
        "lengths that lie": lambda: whole.replace(b"/Length", b"/Lxngth"),
        "odd metadata": lambda: _pdf({"/Title": "\0\ufffe", "/Author": "; ,; and", "/CreationDate": "soon"}),
        "a title of 1 MB": lambda: _pdf({"/Title": "word " * 200_000}),
        "10,000 authors": lambda: _pdf({"/Author": "; ".join(["Jane Doe"] * 10_000)}),
    }
    for name, change in changes.items():
        inputs[name] = partial(_changed, change)
    for part in (10, 30, 50, 70, 90, 99):
        inputs[f"cut at {part} %"] = whole[: len(whole) * part // 100]
    for name, data in inputs.items():
        yield _file("PDF", name, "odd.pdf", data)


def _places() -> Iterator[Oddity]:
    """Folders and files that are none."""

    def named_like_a_file(folder: Path) -> str:
        (folder / "x.md").mkdir()
        return str(folder / "x.md")

    def looped(folder: Path) -> str:
        (folder / "note.md").write_text(_PROSE, encoding="utf-8")
        (folder / "loop").symlink_to(folder)
        (folder / "self.md").symlink_to(folder / "self.md")
        (folder / "gone.md").symlink_to(folder / "nothing.md")
        return str(folder)

    def special(folder: Path) -> str:
        (folder / "note.md").write_text(_PROSE, encoding="utf-8")
        os.mkfifo(folder / "pipe.md")
        return str(folder)

    def pipe(folder: Path) -> str:
        os.mkfifo(folder / "pipe.md")
        return str(folder / "pipe.md")

    def plugged(folder: Path) -> str:
        here = Path.cwd()
        os.chdir(folder)  # A socket's name must be short.
        with socket.socket(socket.AF_UNIX) as one:
            one.bind("socket.md")
        os.chdir(here)
        return str(folder)

    def vanished(folder: Path) -> str:
        (folder / "note.md").write_text(_PROSE, encoding="utf-8")
        (folder / "note.md").unlink()
        return str(folder / "note.md")

    def deep(folder: Path) -> str:
        inner = folder
        for _ in range(150):
            inner = inner / "folder"
        inner.mkdir(parents=True)
        (inner / "note.md").write_text(_PROSE, encoding="utf-8")
        return str(folder)

    def odd_folder(folder: Path) -> str:
        inner = Path(os.fsdecode(os.fsencode(folder) + b"/\xe9\xff"))
        inner.mkdir()
        (inner / "note.md").write_text(_PROSE, encoding="utf-8")
        return str(folder)

    def many(folder: Path) -> str:
        for number in range(1000):
            (folder / f"{number}.md").write_text(f"# Note {number}\n\n{_PROSE}", encoding="utf-8")
        return str(folder)

    def unreadable(folder: Path) -> str:
        (folder / "note.md").write_text(_PROSE, encoding="utf-8")
        (folder / "locked.md").write_text(_PROSE, encoding="utf-8")
        (folder / "locked.md").chmod(0)
        return str(folder)

    made: dict[str, Callable[[Path], str]] = {
        "a folder named x.md": named_like_a_file, "an empty folder": str, "links in a circle": looped,
        "a pipe in a folder": special, "a pipe": pipe, "a socket": plugged,
        "a file that vanished": vanished,
        "150 folders deep": deep, "a folder whose name is no UTF-8": odd_folder, "1,000 notes": many,
        "a file nobody may read": unreadable, "a device": lambda folder: "/dev/zero",
    }  # fmt: skip
    for name, make in made.items():
        yield Oddity("place", name, make)


def _as_typed(spec: str, folder: Path) -> str:
    return spec


def _specs() -> Iterator[Oddity]:
    """What may be typed or pasted instead of a file."""
    typed = {
        "nothing": "", "a space": " ", "NUL": "a\0b.md", "a surrogate": "\udcff.md", "another": "\ud800",
        "a host that is none": "http://[", "a broken address": "https://[::1",
        "a port too large": "http://a:99999/x",
        "an impossible identifier": "arxiv:9999.99999", "a script": "javascript:alert(1)",
        "nobody's home": "~nobody/x.md",
        "a drive": "C:\\notes\\x.md", "ten identifiers": " ".join(f"2510.2669{n}" for n in range(10)),
        "100,000 letters": "a" * 100_000, "50,000 folders": "/x" * 50_000,
        "a long address": "https://a.b/" + "x" * 100_000,
        "a long identifier": "https://arxiv.org/abs/" + "9" * 100_000,
        "a long DOI": "doi:10.1234/" + "1" * 100_000,
        "many questions": "https://a.b/?" + "a=b&" * 20_000,
        "wrapped 50 times": "https://t.me/share/url?url=" * 50,
        "emoji": "👩‍🔬", "a formula": "$$\\frac{1}{0}$$", "two lines": "2510.26692\n2507.20534",
        "options": "--help",
    }  # fmt: skip
    for name, spec in typed.items():
        yield Oddity("spec", name, partial(_as_typed, spec))
