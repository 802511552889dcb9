"""Documents of Word: their words, lists and links as Markdown, and lists of links as what they list."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from kb.importers.notes import word
from kb.types import Kind
from tests.importers.exports.reading import told

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
# Numbers of styles are those of the program's language, names are English.
STYLES = (
    f'<w:styles {NAMES}><w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="a3"><w:name w:val="Title"/></w:style></w:styles>'
)
LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="paper" Target="https://arxiv.org/abs/2310.06770"/>'
    '<Relationship Id="page" Target="https://example.org/caches"/>'
    '<Relationship Id="script" Target="javascript:alert(1)"/></Relationships>'
)
CORE = (
    '<c:coreProperties xmlns:c="c" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>{title}</dc:title><dc:creator>Jane Doe</dc:creator>'
    "<dcterms:created>2024-03-01T10:00:00Z</dcterms:created></c:coreProperties>"
)


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def link(name: str, text: str) -> str:
    return f'<w:hyperlink r:id="{name}">{run(text)}</w:hyperlink>'


def field(address: str, text: str) -> str:
    """A link as Word keeps it where it was typed."""
    sign = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    told = f'<w:r><w:instrText> HYPERLINK "{address}" </w:instrText></w:r>'
    return f"{sign('begin')}{told}{sign('separate')}{run(text)}{sign('end')}"


def paragraph(said: str, style: str = "", level: int | None = None) -> str:
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    listed = "" if level is None else f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    return f"<w:p><w:pPr>{styled}{listed}</w:pPr>{said}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{paragraph(run(cell))}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def written(path: Path, *body: str, title: str = "") -> Path:
    whole = f"<w:document {NAMES}><w:body>{''.join(body)}</w:body></w:document>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("[Content_Types].xml", "<Types/>")
        parts.writestr("word/document.xml", f'<?xml version="1.0" encoding="UTF-8"?>{whole}')
        parts.writestr("word/styles.xml", STYLES)
        parts.writestr("word/_rels/document.xml.rels", LINKS)
        parts.writestr("docProps/core.xml", CORE.format(title=title))
    return path


NOTE = (
    paragraph(run("Notes on caches"), "a3"),
    paragraph(run("What they keep"), "1"),
    paragraph(
        run("A cache is a ")
        + "<w:del><w:r><w:delText>threat</w:delText></w:r></w:del>"
        + f"<w:moveFrom>{run('moved ')}</w:moveFrom>"
        + f"<w:ins>{run('promise')}</w:ins>{run(', see ')}{link('paper', 'this [paper]')}{run('.')}"
    ),
    paragraph(run("first"), "", 0),
    paragraph(run("of it"), "", 1),
    paragraph(f"{field('https://example.org/typed', 'a page')}{run(' and ')}{link('script', 'a button')}"),
    table(("Model", "Score"), ("A", "1|2")),
)


def test_a_document_is_a_note_in_markdown(tmp_path: Path, cache: Path) -> None:
    (note,), failures = told(written(tmp_path / "n.docx", *NOTE), cache)
    assert not failures
    assert (note.kind, note.title, note.saved_at, note.authors) == (
        Kind.NOTE, "Notes on caches", "2024-03-01T10:00:00+00:00", (),
    )  # fmt: skip
    assert note.text == (
        "# What they keep\n\nA cache is a promise, see [this (paper)](https://arxiv.org/abs/2310.06770).\n\n"
        "- first\n  - of it\n\n[a page](https://example.org/typed) and a button\n\n"
        "| Model | Score |\n| --- | --- |\n| A | 1\\|2 |"
    )
    assert [one.key for one in note.references] == ["arxiv:2310.06770", "url:https://example.org/typed"]


def test_what_the_program_calls_it_is_its_title(tmp_path: Path, cache: Path) -> None:
    (note,), _ = told(written(tmp_path / "n.docx", paragraph(run("Words.")), title="On time"), cache)
    assert (note.title, note.text) == ("On time", "Words.")


@pytest.mark.parametrize(
    "body",
    [
        (paragraph(link("paper", "A paper"), level=0), paragraph(link("page", "On caches"), level=0),
         paragraph(run("https://example.org/c"), level=0)),
        (paragraph(run("https://arxiv.org/abs/2310.06770")), paragraph(link("page", "https://example.org/caches")),
         paragraph(run("https://example.org/c"))),
    ],
    ids=["items", "lines"],
)  # fmt: skip
def test_a_list_of_links_comes_as_what_it_lists(body: tuple[str, ...], tmp_path: Path, cache: Path) -> None:
    found, failures = told(written(tmp_path / "list.docx", *body), cache)
    assert not failures
    assert [one.key for one in found] == [
        "arxiv:2310.06770", "url:https://example.org/caches", "url:https://example.org/c",
    ]  # fmt: skip


def test_a_document_in_a_folder_comes_in_too_and_twice_gives_the_same(tmp_path: Path, cache: Path) -> None:
    written(tmp_path / "n.docx", *NOTE)
    assert told(tmp_path, cache)[0][0].title == "Notes on caches"
    assert told(tmp_path, cache) == told(tmp_path, cache)


def test_documents_without_words_or_damaged_or_too_large_are_refused(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert told(written(tmp_path / "e.docx", paragraph("")), cache) == (
        [],
        ["e.docx is empty; nothing to save"],
    )
    damaged = written(tmp_path / "d.docx", *NOTE)
    data = damaged.read_bytes()
    at = data.index(b"word/document.xml") + 40
    damaged.write_bytes(data[:at] + b"\xff" * 20 + data[at + 20 :])
    found, (reason,) = told(damaged, cache)
    assert not found and reason.startswith("d.docx is damaged (") and reason.endswith("; get it again")
    monkeypatch.setattr(word, "MAX_TEXT_BYTES", 1_000)
    found, (reason,) = told(written(tmp_path / "l.docx", paragraph(run("a" * 2_000))), cache)
    assert not found and "of text" in reason


def test_notes_at_the_foot_and_the_end_stand_below_the_text_with_their_links(
    tmp_path: Path, cache: Path
) -> None:
    said = run("Caches forget") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run(", and so do we")
    path = written(tmp_path / "n.docx", paragraph(said + '<w:r><w:endnoteReference w:id="2"/></w:r>'))
    with zipfile.ZipFile(path, "a") as parts:
        for kind, words in (("footnote", link("paper", "a paper")), ("endnote", run("In the end."))):
            line = f'<w:{kind} w:type="separator" w:id="0">{paragraph(run("a line"))}</w:{kind}>'
            told_of = f"<w:r><w:{kind}Ref/></w:r>" + run(" See ") + words
            note = f'<w:{kind} w:id="2">{paragraph(told_of)}</w:{kind}>'
            parts.writestr(f"word/{kind}s.xml", f"<w:{kind}s {NAMES}>{line}{note}</w:{kind}s>")
        parts.writestr("word/_rels/footnotes.xml.rels", LINKS)
    (note_read,), failures = told(path, cache)
    assert not failures
    assert note_read.text == (
        "Caches forget[^2], and so do we[^e2]\n\n"
        "[^2]: See [a paper](https://arxiv.org/abs/2310.06770)\n\n[^e2]: See In the end."
    )
    assert [one.key for one in note_read.references] == ["arxiv:2310.06770"]
