"""Pictures that notes show are kept with them: of vaults, of Notion, Joplin, Evernote and Apple's notes."""

from __future__ import annotations

import base64
import io
import json
import shutil
import tarfile
import zipfile
from pathlib import Path

import pytest

from kb.importers import ImportContext, documents
from kb.importers.html.pictures import LARGEST, MOST
from kb.library import Library
from kb.types import Document

PNG = b"\x89PNG\r\n\x1a\n"
NUMBER, RESOURCE = "a" * 32, "b" * 32


def picture(path: Path, content: bytes = PNG) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # No two are the same.
    path.write_bytes(content + path.name.encode())


def read(path: Path, cache: Path) -> list[Document]:
    found = documents(str(path), ImportContext(cache, network=False))
    return [one for one in found if isinstance(one, Document)]


def names(note: Document) -> list[str]:
    return [one.path.name for one in note.files]


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """A vault with pictures in its own folder for them, beside a note, and outside."""
    home = tmp_path / "vault"
    (home / ".obsidian").mkdir(parents=True)
    for name in ("attachments/deep/pic.png", "attachments/pic two.jpg", "Notes/beside (1).webp", "root.gif"):
        picture(home / name)
    picture(tmp_path / "secret.png")
    picture(home / ".trash" / "gone.png")
    return home


NOTE = """First ![[pic.png|300]] and ![](../attachments/pic%20two.jpg), then
![A figure](<beside (1).webp> "t").

<img src="/root.gif" width="10"> and ![[attachments/deep/pic.png]] again, ![300](beside%20%281%29.webp).

`![](../root.gif)` ![remote](https://example.org/x.png) ![out](../../secret.png) ![[secret.png]] ![[gone.png]]
![none](none.png) ![inside](data:image/png;base64,AAAA)

```
![[root.gif]]
```
"""


def test_a_note_of_a_vault_has_the_pictures_it_shows_wherever_they_lie(vault: Path, cache: Path) -> None:
    (vault / "Notes").mkdir(exist_ok=True)
    (vault / "Notes" / "One.md").write_text(NOTE, encoding="utf-8")
    for given in (vault, vault / "Notes" / "One.md"):
        (note,) = read(given, cache)
        assert names(note) == ["pic.png", "pic two.jpg", "beside (1).webp", "root.gif"]
        assert [one.media_type for one in note.files] == [
            "image/png",
            "image/jpeg",
            "image/webp",
            "image/gif",
        ]
        # What is kept is no mark in the text any more; what it is called stays.
        assert note.text.startswith("First  and , then\nA figure.")
        assert "`![](../root.gif)`" in note.text and "```\n![[root.gif]]\n```" in note.text
        assert "![out](../../secret.png)" in note.text and "![none](none.png)" in note.text


def test_a_note_by_itself_has_pictures_of_its_own_folder_only(vault: Path, cache: Path) -> None:
    shutil.rmtree(vault / ".obsidian")
    (vault / "Notes" / "One.md").write_text(NOTE, encoding="utf-8")
    (note,) = read(vault / "Notes" / "One.md", cache)
    assert names(note) == ["beside (1).webp"]


def test_pictures_are_bounded_in_number_and_size(tmp_path: Path, cache: Path) -> None:
    shown = [f"{number:02}.png" for number in range(MOST + 5)]
    for name in shown:
        picture(tmp_path / name)
    (tmp_path / shown[0]).write_bytes(b"")
    with (tmp_path / shown[1]).open("wb") as large:
        large.truncate(LARGEST + 1)
    (tmp_path / "n.md").write_text("\n".join(f"![]({name})" for name in shown), encoding="utf-8")
    (note,) = read(tmp_path / "n.md", cache)
    assert names(note) == shown[2 : MOST + 2]


@pytest.mark.parametrize("form", ["md", "html"])
def test_pages_of_notion_have_the_pictures_beside_them(form: str, tmp_path: Path, cache: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        page = f"Export/Caches {NUMBER}"
        link = f"Caches%20{NUMBER}/image.png" if form == "md" else "Caches/image.png"
        text = {
            "md": f"# Caches\n\nWords\n\n![image.png]({link})\n",
            "html": f'<article id="{NUMBER[:8]}-aaaa-aaaa-aaaa-{"a" * 12}" class="page sans">'
            f'<h1 class="page-title">Caches</h1><div class="page-body"><p>Words</p>'
            f'<figure class="image"><a href="{link}"><img'
            f' style="width:10px" src="{link}"/></a></figure></div></article>',
        }[form]
        archive.writestr(f"{page}.{form}", text)
        archive.writestr(
            f"Export/Caches {NUMBER}/image.png" if form == "md" else "Export/Caches/image.png", PNG
        )
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        archive.writestr("Part-1.zip", inner.getvalue())
    (note,) = read(tmp_path / "export.zip", cache)
    assert (note.title, note.text, names(note)) == ("Caches", "Words", ["image.png"])
    assert note.files[0].place.startswith(f"{(tmp_path / 'export.zip').resolve()}!/Part-1.zip!/Export/Caches")


@pytest.mark.parametrize("packed", [False, True])
def test_notes_of_joplin_have_the_pictures_attached_to_them(
    packed: bool, tmp_path: Path, cache: Path
) -> None:
    folder = tmp_path / "raw"
    picture(folder / "resources" / f"{RESOURCE}.png")
    picture(folder / "resources" / f"{'c' * 32}.pdf")
    body = f"Words ![what it shows](:/{RESOURCE}) [paper](:/{'c' * 32}) ![gone](:/{'d' * 32})"
    fields = f"id: {NUMBER}\ncreated_time: 2024-03-01T10:00:00.000Z\ntype_: 1"
    (folder / f"{NUMBER}.md").write_text(f"A note\n\n{body}\n\n{fields}", encoding="utf-8")
    given = folder
    if packed:
        given = tmp_path / "notes.jex"
        with tarfile.open(given, "w") as archive:
            for path in sorted(folder.rglob("*.*")):
                archive.add(path, str(path.relative_to(folder)))
    (note,) = read(given, cache)
    assert names(note) == [f"{RESOURCE}.png"]
    assert note.text == f"Words what it shows paper ![gone](:/{'d' * 32})"


def enex(source: str, *resources: tuple[str, bytes]) -> str:
    inside = "".join(
        f"<resource><data encoding='base64'>{base64.encodebytes(content).decode()}</data>"
        "<mime>image/png</mime>"
        f"<resource-attributes><file-name>{name}</file-name></resource-attributes></resource>"
        for name, content in resources
    )
    return (
        "<en-export><note><title>T</title><content>"
        "<![CDATA[<en-note>Words <en-media type='image/png'/></en-note>]]>"
        f"</content><note-attributes><source>{source}</source></note-attributes>{inside}</note></en-export>"
    )


def test_notes_of_evernote_have_the_pictures_within_them(tmp_path: Path, cache: Path) -> None:
    given = tmp_path / "notes.enex"
    resources = (
        ("a ../one.jpg", PNG + b"1"),
        ("", PNG + b"2"),
        ("same.png", PNG + b"2"),
        ("x.png", b"no picture"),
    )
    given.write_text(enex("desktop.mac", *resources), encoding="utf-8")
    found = documents(str(given), ImportContext(cache, network=False))
    note = next(one for one in found if isinstance(one, Document))
    # They lie beside the cache while the note is looked at, under names that lead nowhere.
    assert [(one.path.name, one.path.read_bytes()) for one in note.files] == [
        ("one.png", PNG + b"1"), ("picture.png", PNG + b"2"),
    ]  # fmt: skip
    assert note.files[0].place == f"{given.resolve()}!/1/one.png"
    list(found)
    assert not any(one.path.exists() for one in note.files)
    # Of a clipped page small ones are its signs.
    given.write_text(enex("web.clip7", ("s.png", PNG), ("large.png", PNG + b"0" * 5000)), encoding="utf-8")
    (note,) = read(given, cache)
    assert names(note) == ["large.png"]


def test_notes_of_apple_have_what_is_attached_to_them(tmp_path: Path, cache: Path) -> None:
    home = shutil.copytree(Path(__file__).parents[1] / "exports" / "fixtures_apple", tmp_path / "notes")
    beside = home / "iCloud Notes" / "Notes" / "Work" / "On caches"
    for name in ("Attachment.jpeg", "sketches/Sketch-1.jpg", "Recording.m4a"):
        picture(beside / name)
    caches, plan = sorted(read(home, cache), key=lambda one: one.title)
    assert (sorted(names(caches)), plan.files) == (["Attachment.jpeg", "Sketch-1.jpg"], ())


def test_pictures_of_notes_are_originals_and_come_once(library: Library, vault: Path, tmp_path: Path) -> None:
    (vault / "Notes" / "One.md").write_text(NOTE, encoding="utf-8")
    packed = Path(shutil.make_archive(str(tmp_path / "vault"), "zip", vault))
    report = library.intake.add([str(vault)])
    assert (report.added, report.failed) == (1, ())
    (item,) = library.items.select()
    kept = [(one.name, path) for one, path in library.originals.of_item(item.key)]
    assert sorted(name for name, _path in kept) == ["beside (1).webp", "pic two.jpg", "pic.png", "root.gif"]
    assert all(path is not None and path.read_bytes().startswith(PNG) for _name, path in kept)
    again = library.intake.add([str(vault)])
    assert (again.added, again.updated) == (0, 0)
    library.intake.add([str(packed)])
    assert len(library.originals.of_item(item.key)) == 4


def test_notes_of_keep_have_what_is_attached_to_them_whatever_its_ending(tmp_path: Path, cache: Path) -> None:
    picture(tmp_path / "18f.jpg")
    picture(tmp_path / "19a.png")
    attached = [
        {"filePath": name, "mimetype": "image/x"} for name in ("18f.jpeg", "../19a.png", "19a.png", "")
    ]
    note = {"isTrashed": False, "textContent": "Words", "title": "T", "attachments": attached}
    (tmp_path / "T.json").write_text(json.dumps(note), encoding="utf-8")
    (kept,) = read(tmp_path / "T.json", cache)
    assert names(kept) == ["18f.jpg", "19a.png"]


def test_a_note_in_org_has_the_pictures_that_stand_in_it(tmp_path: Path, cache: Path) -> None:
    for name in ("img/pic.png", "beside.jpg", "data/ab/cdef/attached.webp"):
        picture(tmp_path / "notes" / name)
    picture(tmp_path / "secret.png")
    (tmp_path / "notes" / "caches.org").write_text(
        "#+title: Caches\n\nWords [[file:img/pic.png]] and\n\n[[./beside.jpg]]\n\n"
        "[[attachment:attached.webp]]\n\n"
        "[[file:beside.jpg][a link]] [[file:../secret.png]]\n\n#+begin_src\n[[file:img/pic.png]]\n#+end_src\n"
    )
    (note,) = read(tmp_path / "notes", cache)
    assert names(note) == ["pic.png", "beside.jpg", "attached.webp"]
    assert note.text.startswith("Words  and\n") and "a link" in note.text
    assert "[[file:img/pic.png]]" in note.text.partition("```")[2]


def test_a_canvas_has_the_pictures_on_its_cards(vault: Path, cache: Path) -> None:
    cards = [
        {"id": "a", "type": "file", "file": "attachments/deep/pic.png", "x": 0, "y": 0, "width": 9},
        {"id": "b", "type": "text", "text": "Words ![[pic two.jpg]]", "x": 0, "y": 1, "width": 9},
        {"id": "c", "type": "file", "file": "../secret.png", "x": 0, "y": 2, "width": 9},
    ]
    (vault / "Board.canvas").write_text(json.dumps({"nodes": cards}))
    (note,) = read(vault / "Board.canvas", cache)
    assert (note.text, names(note)) == ("Words", ["pic.png", "pic two.jpg"])


WIKI = [
    {
        "title": "Caches",
        "text": "Words [img width=9 [A|pic.png]] {{other.jpg}}",
        "created": "20240301080000000",
    },
    {"title": "Others", "text": "No [img[none.png]]", "created": "20240301080000000"},
    {"title": "pic.png", "type": "image/png", "text": base64.b64encode(PNG + b"1").decode()},
    {"title": "other.jpg", "type": "image/jpeg", "text": base64.b64encode(b"\xff\xd8\xff2").decode()},
]


def test_notes_of_a_wiki_have_the_pictures_among_its_tiddlers(tmp_path: Path, cache: Path) -> None:
    (tmp_path / "wiki.json").write_text(json.dumps(WIKI))
    first, other = documents(str(tmp_path / "wiki.json"), ImportContext(cache, network=False))
    assert isinstance(first, Document) and isinstance(other, Document)
    assert (first.text, names(first), names(other)) == ("Words", ["pic.png", "other.jpg"], [])


def test_a_tiddler_by_itself_has_the_pictures_beside_it(tmp_path: Path, cache: Path) -> None:
    picture(tmp_path / "pic.png")
    picture(tmp_path.parent / "secret.png")
    (tmp_path / "Caches.tid").write_text("title: Caches\n\nWords [img[pic.png]] [img[../secret.png]]\n")
    (note,) = read(tmp_path / "Caches.tid", cache)
    assert (note.text, names(note)) == ("Words", ["pic.png"])
