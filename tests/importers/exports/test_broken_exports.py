"""Broken and hostile files in the formats of other programs: each is cleaned or named in one line, what is
sound of it comes in, and what stands beside it is read."""

from __future__ import annotations

import json
import plistlib
import struct
from collections.abc import Callable
from pathlib import Path

import lz4.block
import pytest

from kb.importers import ImportContext, documents
from kb.importers.notes import vault
from kb.types import Document, Failure
from tests.growth import grows_with_its_input
from tests.importers.telling import line

HERE = Path(__file__).parent
SAVED, NOTES = HERE / "fixtures_saved", HERE / "fixtures_notes"
MHTML = (SAVED / "page.mhtml").read_bytes()
LETTER = (SAVED / "letter.eml").read_bytes()
RDF = (HERE / "fixtures_zotero" / "library.rdf").read_bytes()
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'


def nested_parts(depth: int) -> bytes:
    """A message whose parts lie in each other."""
    head = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (level, level) for level in range(depth)
    )
    return b"Subject: x\nMIME-Version: 1.0\n" + head + b"Content-Type: text/plain\n\nwords\n"


def nested_folders(depth: int) -> bytes:
    node: dict[str, object] = {
        "WebBookmarkType": "WebBookmarkTypeList",
        "WebBookmarkUUID": "x",
        "Children": [],
    }
    for _ in range(depth):
        node = {"WebBookmarkType": "WebBookmarkTypeList", "WebBookmarkUUID": "x", "Children": [node]}
    return plistlib.dumps(node, fmt=plistlib.FMT_BINARY)


def nested_blocks(depth: int) -> bytes:
    block = '{"string": "words", "children": [' * depth + "]}" * depth
    return f'[{{"title": "Deep", "children": [{block}]}}]'.encode()


def canvas(**card: object) -> bytes:
    first = {"type": "text", "x": 0, "y": 0, "width": 1, "text": "Sound words"}
    return json.dumps({"nodes": [first, card, 7, None]}).encode()


def packed(data: bytes, size: int) -> bytes:
    block: bytes = lz4.block.compress(data, store_size=False)
    return b"mozLz40\0" + struct.pack("<I", size) + block


BROKEN: dict[str, tuple[bytes, str]] = {
    # What it is: the file, and what is said of it, or "" where its words come in.
    "a saved page cut in its text": (MHTML[: len(MHTML) * 2 // 3], ""),
    "a saved page cut in its head": (MHTML[:300], "holds no page"),
    "a saved page in an unknown charset": (MHTML.replace(b"windows-1251", b"x-none"), ""),
    "a saved page without its boundary": (MHTML.replace(b"boundary=", b"bound="), "holds no page"),
    "a letter cut in its head": (LETTER[:400], ""),
    "a letter in an unknown charset": (LETTER.replace(b"charset=utf-8", b"charset=x-none"), ""),
    "a letter with a broken subject": (LETTER.replace(b"Subject: =?utf-8?B?", b"Subject: =?utf-8?B?%%%"), ""),
    "a letter whose fields are broken": (LETTER.replace(b"From: ", b"From: <<>,;:@ "), ""),
    "a letter of nothing but a head": (b"Subject: \nMessage-ID: <x>\nMIME-Version: 1.0\n\n", "no text"),
    "parts in parts": (nested_parts(60), ""),
    "parts without end": (nested_parts(3_000), "nests its parts"),
    "a mailbox cut in a letter": ((SAVED / "mail.mbox").read_bytes()[:-400], ""),
    "a web archive cut off": ((SAVED / "page.webarchive").read_bytes()[:-60], "no page but another file"),
    "a web archive with entities": (
        f'<?xml version="1.0"?>{ENTITIES}<plist version="1.0"><dict><key>WebMainResource</key>'.encode()
        + b"<dict><key>WebResourceData</key><data>&c;</data></dict></dict></plist>",
        "no page but another file",
    ),
    "folders in folders": (nested_folders(150), "holds no bookmark"),
    "folders nobody nests so": (nested_folders(300), "no format"),
    "bookmarks of Safari without addresses": (
        plistlib.dumps({"Children": [{"WebBookmarkType": "WebBookmarkTypeLeaf", "WebBookmarkUUID": "x"}]}),
        "holds no web address",
    ),
    "a packed file that lies of its size": (packed(b'{"type": "text/x-moz-place"}', 7), "no format"),
    "a packed file that claims gigabytes": (packed(b"{}" * 50, 4_000_000_000), "no format"),
    "a script of X without its list": (b"window.YTD.like.part0 = ", ""),
    "a script of X that breaks off": ((SAVED / "like.js").read_bytes()[:-20], ""),
    "likes that are none": (
        b'window.YTD.like.part0 = [{"like": {"tweetId": "1"}}, {"like": {}}, 5]', "holds no web address",
    ),
    "stars that are none": (
        b'[{"full_name": "a/b", "html_url": "javascript:x", "stargazers_count": 1}, "x", null]',
        "records that lead to no page",
    ),
    "lists in lists": (b"[" * 500 + b"]" * 500, "no format"),
    "blocks in blocks": (nested_blocks(200), ""),
    "pages of Roam of wrong types": (
        b'[{"title": 5, "children": [{"string": null}, {"string": ["x"]}, {"string": "Sound words"}]}]', "",
    ),
    "a canvas of wrong types": (canvas(type="text", x="a", y=None, width=[], text=5), ""),
    "an empty canvas": (b'{"nodes": [{"type": "group", "x": 0, "y": 0, "width": 1}]}', "without words"),
    "RDF with entities": (ENTITIES.encode().replace(b" x ", b" rdf:RDF ") + RDF, ""),
    "RDF cut in a name": (RDF[:2_000], "is damaged or breaks off"),
    "a list of videos in one line": (b"ID,At\nabcdefghij1,2024-03-01T10:00:00Z," + b"x" * 200_000, ""),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_export_is_cleaned_or_named_and_stops_nothing(
    name: str, tmp_path: Path, cache: Path
) -> None:
    data, said = BROKEN[name]
    (tmp_path / "export").write_bytes(data)
    (tmp_path / "z good.md").write_text("# Good\n\nA note behind it.\n")
    found = list(documents(str(tmp_path), ImportContext(cache, network=False)))
    failures = [line(one) for one in found if isinstance(one, Failure)]
    kept = [one for one in found if isinstance(one, Document)]
    assert kept[-1].title == "Good"
    # What nobody foresaw would be told with the log.
    assert not any("tells where it failed" in reason or "\n" in reason for reason in failures), failures
    assert not any("<script" in one.text or "aaaaaaaaaaaaaaaaaaaa" in one.text for one in kept)
    if said:
        assert any(said in reason for reason in failures), failures
    else:
        assert len(kept) > 1, failures


def test_cells_that_begin_like_formulas_stay_words(tmp_path: Path, cache: Path) -> None:
    table = tmp_path / "List 0123456789abcdef0123456789abcdef.csv"
    table.write_text('Name,URL,Tags\n"=HYPERLINK(""http://x"")",https://example.org/one,"+1, @x"\n')
    (one,) = documents(str(table), ImportContext(cache, network=False))
    assert isinstance(one, Document)
    assert (one.title, one.tags) == ('=HYPERLINK("http://x")', ("+1", "@x", "List"))


@pytest.mark.parametrize("write", [lambda n: f"![[b]]\n{n}\n", lambda n: f"- {{{{embed [[b]]}}}} {n}\n"])
def test_a_note_that_embeds_another_a_thousand_times_does_not_unfold(
    write: Callable[[int], str], tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vault, "_LONGEST_TOGETHER", 3_000)
    (tmp_path / "b.md").write_text("# B\n\n" + "many words " * 80)
    (tmp_path / "a.md").write_text("".join(map(write, range(1_000))))
    notes = [one for one in documents(str(tmp_path), ImportContext(cache, network=False)) if one]
    assert isinstance(notes[0], Document) and len(notes[0].text) < 20_000
    assert notes[0].text.count("many words many") <= 3 * 80


@pytest.mark.parametrize(
    "text",
    [
        "# " + " " * 30_000 + "x\n![[b#x]]",
        " " * 30_000 + "\n![[b#x]]",
        "{{query " * 10_000,
        "![[" * 20_000,
        "((11111111-" * 10_000,
        "^^" * 10_000 + "==" * 10_000,
        "#[[" * 10_000,
    ],
)
def test_marks_without_end_cost_no_time(text: str, tmp_path: Path, cache: Path) -> None:
    (tmp_path / "a.md").write_text(f"# A\n\n{text}\n")
    (tmp_path / "b.md").write_text(f"# B\n\n{text}\n")
    assert len(list(documents(str(tmp_path), ImportContext(cache, network=False)))) == 2


GROWING: dict[str, tuple[str, str]] = {
    "blanks amid a name of PubMed's": ("PMID- 1\nTI  - T\nAU  - a…b\n", " "),
    "blanks in a table of Scopus'": (
        "Authors,Author full names,Title,Year,Source title,EID\na…b; b,,T,2020,J,1\na,a…b; b,T,2020,J,1\n",
        " ",
    ),
    "letters in a table of Scopus'": ("Authors,Title,Year,Source title,EID\n…; b,T,2020,J,1\n", "a"),
    "blanks in a table of Web of Science": ("PT\tAU\tTI\tSO\tPY\nJ\ta…b\tT\tJ\t2020\n", " "),
    "blanks behind an author of RIS": ("TY  - JOUR\nTI  - T\nAU  - a…b\nAU  - a…other\nER  - \n", " "),
    "tags that never end in a note of EndNote's": ("%0 Book\n%T T\n%Z …\n", "<p "),
    "blanks in a line of a Kindle's": ("T\n- Highlight…at 3 | Added\n\nWords\n==========\n", " "),
    "a part of a notebook that never ends": (
        "<p class='bookTitle'>T</p><p class='noteHeading'>Note</p><p class='noteText'>Words</p><p …",
        "class='authors' ",
    ),
    "an entry in a group of JabRef's again and again": (
        "@book{k, title={T}}\n@comment{jabref-meta: groupstree:1 ExplicitGroup:a\\;0\\;…}\n",
        "k\\;",
    ),
}
"""Forms of files, and what stands in them many times where the dots are."""


@pytest.mark.parametrize("what", sorted(GROWING))
def test_what_goes_on_and_on_takes_the_time_of_its_length(what: str, tmp_path: Path) -> None:
    form, piece = GROWING[what]

    def read(times: int) -> list[object]:
        file = tmp_path / f"export{times}"
        file.write_text(form.replace("…", piece * times), encoding="utf-8")
        return list(documents(str(file), ImportContext(tmp_path, network=False)))

    assert not [one for one in read(10) if isinstance(one, Failure)]
    assert grows_with_its_input(read, 1_000)


def test_a_page_that_writes_about_notebooks_is_no_notebook(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    code = "&lt;div class='bookTitle'&gt;"
    words = "Its parts are told apart by their classes, whatever language they are in. " * 20
    page.write_text(
        f"<html><title>A page</title><article><h1>A page</h1><p>{code} {words}</p></article></html>"
    )
    (found,) = documents(str(page), ImportContext(tmp_path, network=False))
    assert isinstance(found, Document) and found.title == "A page"
