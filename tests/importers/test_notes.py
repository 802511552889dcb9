"""Notes of other programs: dates in their names, papers in their properties, templates and drawings."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from kb.importers import ImportContext, documents
from kb.library import Library
from kb.types import Document, Failure, Skipped, Subscription

CONTEXT = ImportContext(Path("nowhere"), network=False)


def read(path: Path, text: str) -> Document | Failure | Subscription:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    [found] = documents(str(path), CONTEXT)
    return found


def note(path: Path, text: str) -> Document:
    found = read(path, text)
    assert isinstance(found, Document)
    return found


@pytest.mark.parametrize(
    ("name", "text", "published"),
    [
        ("2023-08-10-post.md", "---\nlayout: post\ntitle: T\n---\nText", "2023-08-10"),
        (
            "2023-08-10-post.md",
            "---\ndate: 2024-01-02 10:00:00 +0300\n---\nText",
            "2024-01-02T10:00:00+03:00",
        ),
        ("2023-08-10-post.md", "---\ntitle: T\nlast_modified: 2025-01-01\n---\nText", "2023-08-10"),
        ("post.md", "---\ntitle: T\nlastmod: 2025-01-01\n---\nText", "2025-01-01"),
        ("post.md", "---\ndate: last-modified\ncreated: 2025-01-01\n---\nText", "2025-01-01"),
        ("2024_05_06.md", "- met the team", "2024-05-06"),
        ("2024-05-17.txt", "A plain day.", "2024-05-17"),
        ("a.md", "---\ndate: 2024-03\n---\nText", "2024-03"),
        ("a.md", "---\ndate: 2024-02-31\n---\nText", None),
    ],
)
def test_when_a_note_was_written(name: str, text: str, published: str | None, tmp_path: Path) -> None:
    assert note(tmp_path / name, text).published == published


@pytest.mark.parametrize(
    "line",
    [
        "arxiv: 2310.06770",
        "arxiv_id: '2310.06770'",
        "arxiv: [2310.06770]",
        "eprint: 2310.06770v2",
        "paper: https://arxiv.org/abs/2310.06770",
        'arxiv: "[[2310.06770]]"',
    ],
)
def test_a_paper_in_the_properties_is_that_paper(line: str, tmp_path: Path) -> None:
    found = note(tmp_path / "a.md", f"---\ntitle: T\n{line}\n---\nText")
    assert [reference.key for reference in found.references] == ["arxiv:2310.06770"]


@pytest.mark.parametrize(
    ("block", "title"),
    [
        ("title: null", "Heading"),
        ("title:", "Heading"),
        ("title: '**Bold** `x`'", "**Bold** `x`"),
        ("a: b", "Heading"),
    ],
)
def test_a_title_is_given_or_a_heading(block: str, title: str, tmp_path: Path) -> None:
    assert note(tmp_path / "a.md", f"---\n{block}\ntags: [x]\n---\n# Heading\n").title == title


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("[Kimi Linear](https://arxiv.org/abs/2510.26692), read", "Kimi Linear, read"),
        ("On [[Attention|looking]] twice", "On looking twice"),
        ("A plan #todo", "A plan #todo"),
        ("C++", "C"),
    ],
)
def test_a_heading_that_says_more_than_the_title_stays(heading: str, title: str, tmp_path: Path) -> None:
    found = note(tmp_path / "a.md", f"---\ntitle: '{title}'\n---\n# {heading}\n\nMy words.\n")
    assert found.title == title
    assert found.text.endswith("My words.")
    assert found.text.startswith("# ")
    assert [ref.key for ref in found.references] == (["arxiv:2510.26692"] if "arxiv" in heading else [])
    assert found.tags == (("todo",) if "#todo" in heading else ())


def test_a_heading_in_code_and_emphasis_that_is_the_title_goes(tmp_path: Path) -> None:
    found = note(tmp_path / "a.md", "# How `torch.compile` **works** in C++\n\nMy words.\n")
    assert (found.title, found.text) == ("How torch.compile works in C++", "My words.")


def test_fields_of_no_part_are_kept_as_written(tmp_path: Path) -> None:
    found = note(
        tmp_path / "a.md", "---\ntitle: T\nduration: 12:30\nroom: 007\nwith: [Ann, Bo]\nlang: no\n---\nText"
    )
    assert [found.meta[name] for name in ("duration", "room", "with", "lang")] == [
        "12:30",
        "007",
        "Ann, Bo",
        "no",
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Daily.md", '---\ndate: <% tp.date.now("YYYY-MM-DD") %>\n---\n# <% tp.file.title %>\n'),
        ("Daily.md", "---\ntitle: {{title}}\ntags: [daily]\n---\n## Log\n"),
        ("Daily.md", "---\ncreated: {{date}}\n---\n# {{title}}\n"),
        ("Meeting.md", "<%* const who = await tp.system.prompt('Who') %>\n# With <% who %>\n"),
        ("Templates/Meeting.md", "# Meeting of {{date:YYYY-MM-DD}}\n\nWho was there?\n"),
        (
            "archetypes/default.md",
            '+++\ntitle = \'{{ replace .Name "-" " " | title }}\'\ndraft = true\n+++\n',
        ),
    ],
)
def test_templates_are_left_out_with_a_word(name: str, text: str, tmp_path: Path) -> None:
    found = read(tmp_path / name, text)
    assert isinstance(found, Skipped)
    assert found.reason == "templates still to be filled in"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", "# Braces in Vue\n\nWrite `{{ title }}` or {{ name }}.\n"),
        ("a.md", "# Templater\n\n```\n<% tp.file.title %>\n```\n"),
        ("Templates/How to write one.md", "# How to write one\n\nBegin with a title.\n"),
        ("a.md", "---\ntitle: Shortcodes\n---\n{{< figure src='a.png' >}} {{% notice %}}\n"),
    ],
)
def test_a_note_about_templates_is_none(name: str, text: str, tmp_path: Path) -> None:
    assert isinstance(read(tmp_path / name, text), Document)


DATA = "```compressed-json\nN4KAkARALgngDgUwgLgAQQQDwMYEMA2AlgCYBOuA7hADTgQBuCpAzoQPYB2KqATL\n```\n%%\n"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (f"# Text Elements\nQueue ^a1b2c3d4\n\nWorker ^e5f6\n\n%%\n# Drawing\n{DATA}", "Queue\n\nWorker"),
        (
            "A word before.\n\n%%\n# Excalidraw Data\n\n## Text Elements\nQueue ^a1b2\n\n"
            f"## Element Links\nx: [[y]]\n\n## Drawing\n{DATA}",
            "A word before.\n\nQueue",
        ),
    ],
)
def test_of_a_drawing_its_words_are_kept(body: str, text: str, tmp_path: Path) -> None:
    notice = "==⚠  Switch to EXCALIDRAW VIEW in the MORE OPTIONS menu of this document. ⚠==\n\n"
    found = note(tmp_path / "Plan.excalidraw.md", f"---\nexcalidraw-plugin: parsed\n---\n{notice}{body}")
    assert (found.title, found.text) == ("Plan", text)


def test_a_drawing_without_words_is_left_out(tmp_path: Path) -> None:
    found = read(
        tmp_path / "a.excalidraw.md", f"---\nexcalidraw-plugin: parsed\n---\n# Text Elements\n%%\n{DATA}"
    )
    assert isinstance(found, Skipped)
    assert found.reason == "drawings without words"


def test_old_copies_of_logseq_stay_out(tmp_path: Path) -> None:
    for name in ("pages/a.md", "logseq/bak/pages/a/1.md", "logseq/.recycle/b.md", ".trash/c.md", "bak/d.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"- {name}", encoding="utf-8")
    found = [one for one in documents(str(tmp_path), CONTEXT) if isinstance(one, Document)]
    assert [one.text for one in found] == ["- bak/d.md", "- pages/a.md"]


NOTE = "# Черновик\n\nДругие слова, «кэш» и ёлка.\n"


@pytest.mark.parametrize(
    "copy",
    [
        NOTE.replace("\n", "\r\n").encode(),
        NOTE.encode("utf-8-sig"),
        NOTE.encode("utf-16"),
        NOTE.replace("\n", "\r\n").encode("utf-8-sig"),
        unicodedata.normalize("NFD", NOTE).encode(),
    ],
)
@pytest.mark.parametrize("copied_first", [False, True])
def test_a_copy_of_a_note_in_other_bytes_is_the_same_item(
    library: Library, tmp_path: Path, copy: bytes, copied_first: bool
) -> None:
    (tmp_path / "note.md").write_bytes(NOTE.encode())
    (tmp_path / "copy.md").write_bytes(copy)
    names = ("copy.md", "note.md") if copied_first else ("note.md", "copy.md")
    library.intake.add([str(tmp_path / name) for name in names])
    assert library.items.count() == 1
    (tmp_path / "copy.md").write_bytes(copy.replace(b"#", b"##"))
    assert library.intake.add([str(tmp_path / "copy.md")]).added == 0
