"""A library mirrored as notes: what is around an item, what was chosen, merging and parting."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from kb.ingest.save import ingest
from kb.library import Library
from kb.types import Document, Filters, Kind, Reference
from tests.conftest import Command

PAPER = Document(
    "arxiv:2501.00001", Kind.PAPER, "Four bits for weights", "Rounding of weights.", authors=("Anna Bell",)
)
POST = Document(
    "post:telegram/channel/7",
    Kind.POST,
    "Четыре бита",
    "Хорошая работа о весах: https://arxiv.org/abs/2501.00001",
    references=(Reference("https://arxiv.org/abs/2501.00001", PAPER.key),),
)
TWIN = Document(
    "url:https://example.org/four-bits",
    Kind.ARTICLE,
    "Four bits, told",
    "Rounding.",
    url="https://example.org/four-bits",
)


@pytest.fixture
def folder(library: Library, tmp_path: Path) -> Path:
    ingest(library.store, [PAPER, POST, TWIN])
    return tmp_path / "vault"


def properties(note: Path) -> dict[str, object]:
    read = yaml.safe_load(note.read_text(encoding="utf-8").split("---\n")[1])
    assert isinstance(read, dict)
    return read


def test_links_and_notes_of_the_library_are_mirrored(library: Library, folder: Path) -> None:
    library.notes.add(PAPER.key, "Try it", quote="Rounding", place="p. 2")
    assert len(library.mirror.write(folder).written) == 3
    assert properties(folder / "Four bits for weights.md")["mentioned_by"] == ["[[Четыре бита]]"]
    assert properties(folder / "Четыре бита.md")["points_to"] == ["[[Four bits for weights]]"]
    text = (folder / "Four bits for weights.md").read_text(encoding="utf-8")
    assert "> Rounding\n>\n> *p. 2" in text and "Try it" in text and "@misc{bell" in text
    assert library.mirror.write(folder).written == ()


def test_links_of_notes_lead_to_notes_of_the_vault_and_to_the_web_where_there_are_none(
    library: Library, folder: Path
) -> None:
    words = f"As in [[four bits for weights]], [[{PAPER.key}|this]], [[Nowhere]]"
    library.notes.add(POST.key, words)
    library.notes.add(PAPER.key, "See [[Four bits, told]]", quote="Rounding")
    library.mirror.write(folder, Filters(kinds=(Kind.POST, Kind.PAPER)))
    told = (folder / "Четыре бита.md").read_text(encoding="utf-8")
    links = "[[Four bits for weights|four bits for weights]], [[Four bits for weights|this]], [[Nowhere]]"
    assert f"As in {links}" in told
    text = (folder / "Four bits for weights.md").read_text(encoding="utf-8")
    assert "See [Four bits, told](https://example.org/four-bits)" in text
    assert library.mirror.write(folder, Filters(kinds=(Kind.POST, Kind.PAPER))).written == ()


def test_what_is_merged_and_parted_again_keeps_both_files(library: Library, folder: Path) -> None:
    library.mirror.write(folder)
    other = folder / "Four bits, told.md"
    other.write_text(other.read_text(encoding="utf-8") + "my words", encoding="utf-8")
    library.duplicates.merge(PAPER.key, TWIN.key)
    library.mirror.write(folder)
    assert properties(other)["merged_into"] == "[[Four bits for weights]]"
    library.items.split(PAPER.key)
    library.mirror.write(folder)
    assert properties(other)["mirrored"] is True and "merged_into" not in properties(other)
    assert other.read_text(encoding="utf-8").endswith("my words")
    assert len(list(folder.glob("*.md"))) == 3


def test_the_command_takes_filters_and_the_folder_of_the_settings(
    library: Library, folder: Path, kb_on: Callable[[Path], Command], monkeypatch: pytest.MonkeyPatch
) -> None:
    run = kb_on(library.home)
    run("move", PAPER.key, "must-have")
    assert run("mirror").status == 2
    monkeypatch.setenv("KB_MIRROR", str(folder))
    assert run("mirror", "--dry-run", "--json").json["written"] == 3
    assert run("mirror", "--zone", "must-have", "--json").json["files"] == ["Four bits for weights.md"]
    monkeypatch.setenv("KB_MIRROR_ONLY", "kind:post")
    done = run("mirror", "--json").json
    assert (done["written"], done["unchanged"]) == (2, 0)
    assert done["left_out"] == ["Four bits for weights.md"]
    assert "no longer chosen" not in run("mirror").out
    monkeypatch.setenv("KB_MIRROR_ONLY", "words")
    assert "no filter" in run("mirror").err


def test_everything_is_exported_in_the_form_that_is_mirrored(
    library: Library, folder: Path, kb_on: Callable[[Path], Command]
) -> None:
    done = kb_on(library.home)("export", str(folder), "--format", "obsidian", "--json")
    assert done.json == {"path": str(folder), "items": 3}
    assert library.mirror.write(folder).unchanged == 3
    assert "not empty" in kb_on(library.home)("export", str(folder), "--format", "obsidian").err


def test_what_was_mirrored_comes_back_neither_as_items_nor_as_the_persons_writing(
    library: Library, folder: Path
) -> None:
    folder.mkdir()
    library.notes.add(POST.key, "On [Four bits](https://arxiv.org/abs/2501.00001)")
    library.mirror.write(folder)
    (folder / "Four bits for weights.md").rename(folder / "Моё.md")
    (folder / "mine.md").write_text("See [[Моё]] and what it did for our servers.\n", encoding="utf-8")
    report = library.intake.add([str(folder)])
    assert [item.title for item in report.touched] == ["mine"]
    assert [one.key for one in library.items.get(report.touched[0].key).references] == [PAPER.key]

    library.evidence.add(str(folder))
    library.evidence.scan()
    ids = {library.items.get(one.key).item.id: one.key for one in (PAPER, POST, TWIN)}
    found = {ids[one]: traces for one, traces in library.evidence.of(list(ids.values())).items() if traces}
    assert {key: [trace.place for trace in traces] for key, traces in found.items()} == {
        PAPER.key: ["vault/mine.md"]
    }


def test_what_the_person_wrote_below_the_marker_is_their_writing(library: Library, folder: Path) -> None:
    library.mirror.write(folder)
    note = folder / "Четыре бита.md"
    above = note.read_text(encoding="utf-8")
    note.write_text(f"{above}\nWe rounded all of our weights as arXiv:2501.00001 says.\n", encoding="utf-8")
    library.evidence.add(str(folder))
    library.evidence.scan()
    [trace] = library.evidence.of([PAPER.key])[library.items.get(PAPER.key).item.id]
    assert (trace.place, trace.line) == ("vault/Четыре бита.md", above.count("\n") + 2)
