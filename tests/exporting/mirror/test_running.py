"""Mirrored again: what is written, found, left, and told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kb.errors import JomoError
from kb.exporting.mirror.note import Linked
from kb.exporting.mirror.place import STATE
from kb.types import Annotation
from kb.types.mirror import Mirrored
from tests.exporting.mirror.made import item, kept, mirrored, notes, read, states


def test_nothing_is_written_a_second_time(folder: Path) -> None:
    chosen = [kept(number, f"Paper {number}", Annotation("words")) for number in range(5)]
    assert len(mirrored(folder, chosen).written) == 5
    before = states(folder)
    assert mirrored(folder, chosen) == Mirrored(str(folder), unchanged=5)
    assert states(folder) == before
    chosen[2] = kept(2, "Paper 2", Annotation("words"), Annotation("more"))
    assert mirrored(folder, chosen).written == ("Paper 2.md",)


def test_a_dry_run_writes_nothing(folder: Path) -> None:
    assert len(mirrored(folder, [kept(1, "One")], dry_run=True).written) == 1
    assert not folder.exists()


def test_another_title_or_key_keeps_the_file(folder: Path) -> None:
    mirrored(folder, [kept(1, "Before", key="url:https://x.org/a")])
    done = mirrored(folder, [kept(1, "After")], {"url:https://x.org/a": "arxiv:2510.00001"})
    assert done.written == ("Before.md",)
    properties, text = read(folder / "Before.md")
    assert (properties["jomo_key"], properties["aliases"]) == ("arxiv:2510.00001", ["After"])
    assert "# After" in text
    assert mirrored(folder, [kept(1, "After")]).unchanged == 1


def test_without_what_was_remembered_the_notes_tell(folder: Path) -> None:
    mirrored(folder, [kept(1, "One"), kept(2, "Two")])
    (folder / STATE).unlink()
    assert mirrored(folder, [kept(1, "One new"), kept(2, "Two")]).written == ("One.md",)
    assert mirrored(folder, [kept(1, "One new"), kept(2, "Two")]).unchanged == 2


def test_a_note_that_was_renamed_or_moved_is_found(folder: Path) -> None:
    link = Linked(item(1, "One"))
    mirrored(folder, [kept(1, "One"), replace(kept(2, "Two"), points_to=(link,))])
    moved = folder.parent / "papers" / "Мой разбор.md"
    moved.parent.mkdir()
    (folder / "One.md").rename(moved)
    done = mirrored(folder, [kept(1, "One"), replace(kept(2, "Two"), points_to=(link,))])
    assert set(done.written) == {"../papers/Мой разбор.md", "Two.md"}
    assert "[[Мой разбор|One]]" in (folder / "Two.md").read_text(encoding="utf-8")
    assert not (folder / "One.md").exists()


def test_a_copy_of_a_note_is_left_to_the_person(folder: Path) -> None:
    mirrored(folder, [kept(1, "One")])
    copied = folder / "One 1.md"
    copied.write_text((folder / "One.md").read_text(encoding="utf-8"), encoding="utf-8")
    (folder / STATE).unlink()
    before = copied.read_bytes()
    assert mirrored(folder, [kept(1, "One", Annotation("new"))]).written == ("One.md",)
    assert copied.read_bytes() == before


def test_a_deleted_note_stays_deleted_until_it_is_asked_for(folder: Path) -> None:
    link = Linked(item(1, "One"))
    chosen = [kept(1, "One"), replace(kept(2, "Two"), points_to=(link,))]
    mirrored(folder, chosen)
    (folder / "One.md").unlink()
    for _ in range(2):
        assert mirrored(folder, chosen).deleted == ("One",)
        assert not (folder / "One.md").exists()
    assert "[[One]]" not in (folder / "Two.md").read_text(encoding="utf-8")
    assert mirrored(folder, chosen, again=True).deleted == ()
    assert (folder / "One.md").exists()
    assert mirrored(folder, chosen).unchanged == 2


def test_what_is_not_chosen_any_more_is_marked_and_left(folder: Path) -> None:
    mirrored(folder, [kept(1, "One"), kept(2, "Two")])
    note = folder / "Two.md"
    note.write_text(note.read_text(encoding="utf-8") + "my words", encoding="utf-8")
    assert mirrored(folder, [kept(1, "One")]).left_out == ("Two.md",)
    assert read(note)[0]["mirrored"] is False
    assert note.read_text(encoding="utf-8").endswith("my words")
    assert mirrored(folder, [kept(1, "One")]) == Mirrored(str(folder), unchanged=1)
    mirrored(folder, [kept(1, "One"), kept(2, "Two")])
    assert read(note)[0]["mirrored"] is True
    assert len(notes(folder)) == 2


def test_of_merged_items_one_note_goes_on_and_the_other_points_to_it(folder: Path) -> None:
    mirrored(folder, [kept(1, "One"), kept(2, "Two")])
    note = folder / "Two.md"
    note.write_text(note.read_text(encoding="utf-8") + "my words", encoding="utf-8")
    merged = {"arxiv:2510.00002": "arxiv:2510.00001"}
    mirrored(folder, [kept(1, "One")], merged)
    assert read(note)[0]["merged_into"] == "[[One]]"
    assert note.read_text(encoding="utf-8").endswith("my words")
    assert mirrored(folder, [kept(1, "One")], merged).unchanged == 1
    mirrored(folder, [kept(1, "One"), kept(2, "Two")])
    assert "merged_into" not in read(note)[0] and read(note)[0]["mirrored"] is True


def test_what_cannot_be_read_or_written_is_told_and_the_rest_goes_on(folder: Path) -> None:
    chosen = [kept(number, f"Note {number}") for number in range(4)]
    mirrored(folder, chosen)
    (folder / "Note 0.md").chmod(0o444)
    (folder / "Note 1.md").write_bytes(b"---\njomo_key: \xff\xfe")
    broken = (folder / "Note 2.md").read_text(encoding="utf-8").replace("mirrored: true", "mirrored: [true")
    (folder / "Note 2.md").write_text(broken, encoding="utf-8")
    before = states(folder)
    done = mirrored(folder, [kept(number, f"Note {number}", Annotation("new")) for number in range(4)])
    assert done.written == ("Note 3.md",)
    assert [one.spec for one in done.failed] == ["Note 1.md", "Note 0.md", "Note 2.md"]
    assert not {name for name, state in states(folder).items() if before[name] != state} & {
        str(folder / f"Note {number}.md") for number in range(3)
    }


def test_a_folder_that_cannot_be_one_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for folder in (tmp_path / "file", tmp_path / "not" / "there"):
        with pytest.raises(JomoError):
            mirrored(folder, [kept(1, "One")])
