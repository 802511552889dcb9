"""No word of the person is lost, wherever in a note it stands."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from kb.exporting.mirror.note import Kept, Linked
from kb.exporting.mirror.place import STATE
from kb.types import Annotation, State, Zone
from kb.types.mirror import Mirrored
from tests.exporting.mirror.made import item, kept, mirrored, notes, read, states


def test_what_stands_below_the_marker_stays_letter_by_letter(folder: Path) -> None:
    mirrored(folder, [kept(1, "One")])
    note = folder / "One.md"
    mine = "\n\n## Mine  \n\tтекст\n<!-- jomo: fake (ab cd) -->\n---\nlast line without end"
    note.write_text(note.read_text(encoding="utf-8") + mine, encoding="utf-8")
    before = states(folder)
    assert mirrored(folder, [kept(1, "One")]).unchanged == 1
    assert states(folder) == before
    assert mirrored(folder, [kept(1, "One", Annotation("new words"))]).written == ("One.md",)
    text = note.read_text(encoding="utf-8")
    assert text.endswith(mine) and "> new words" in text


def test_what_was_changed_above_stays_until_there_is_something_new_and_then_beside(folder: Path) -> None:
    mirrored(folder, [kept(1, "One", Annotation("words"))])
    note = folder / "One.md"
    note.write_text(note.read_text(encoding="utf-8").replace("> words", "> words\n\nMY THOUGHT") + "BELOW")
    done = mirrored(folder, [kept(1, "One", Annotation("words"))])
    assert (done.edited, done.written) == (("One.md",), ())
    done = mirrored(folder, [kept(1, "One", Annotation("words"), Annotation("more"))])
    assert len(done.beside) == 1 and done.written == ("One.md",)
    assert "MY THOUGHT" in (folder / done.beside[0]).read_text(encoding="utf-8")
    text = note.read_text(encoding="utf-8")
    assert "MY THOUGHT" not in text and "> more" in text and text.endswith("BELOW")
    again = mirrored(folder, [kept(1, "One", Annotation("words"), Annotation("more"))])
    assert again == Mirrored(str(folder), unchanged=1)


def test_a_program_that_tidies_changes_nothing_of_weight(folder: Path) -> None:
    mirrored(folder, [kept(1, "One", Annotation("words"))])
    note = folder / "One.md"
    tidied = note.read_text(encoding="utf-8").replace("\n\n", "\n\n\n").replace("\n", "\r\n")
    note.write_bytes(tidied.encode())
    done = mirrored(folder, [kept(1, "One", Annotation("words"), Annotation("more"))])
    assert (done.beside, done.edited, done.written) == ((), (), ("One.md",))


def test_properties_of_the_person_stay_and_theirs_win(folder: Path) -> None:
    mirrored(folder, [kept(1, "One")])
    note = folder / "One.md"
    text = note.read_text(encoding="utf-8")
    text = text.replace("mirrored: true\n", "mirrored: true\n# mine\nrating:   5\nlinks:\n- a\n- b\n")
    text = text.replace('zone: "must-have"\n', "zone: must-have # a note\n# of mine\n")
    text = text.replace('  - "_2024"\n', "  - to-cite\n").replace('language: "en"', "language: english")
    note.write_text(text, encoding="utf-8")
    assert mirrored(folder, [kept(1, "One")]).written == ()
    mirrored(folder, [kept(1, "One", tags=("LLM agents", "new"), zone=Zone.NICE_TO_HAVE)])
    properties, _ = read(note)
    assert "# mine\nrating:   5\nlinks:\n- a\n- b\n" in note.read_text(encoding="utf-8")
    assert "# a note\n# of mine\n" in note.read_text(encoding="utf-8")
    assert properties["tags"] == ["LLM-agents", "to-cite", "new"]
    assert properties["zone"] == "nice-to-have"
    assert properties["language"] == "english"


def test_properties_written_anew_by_another_program_count_as_they_are(folder: Path) -> None:
    mirrored(folder, [kept(1, "One")])
    note = folder / "One.md"
    front, below = note.read_text(encoding="utf-8").removeprefix("---\n").split("---\n", 1)
    other = yaml.safe_dump(yaml.safe_load(front), allow_unicode=True, sort_keys=True)
    note.write_text(f"---\n{other}---\n{below}", encoding="utf-8")
    assert mirrored(folder, [kept(1, "One")]).unchanged == 1
    (folder / STATE).unlink()
    assert mirrored(folder, [kept(1, "One", state=State.READING)]).edited == ()
    assert read(note)[0]["state"] == "reading"


def test_links_that_obsidian_changes_when_a_note_is_renamed_are_no_edits(folder: Path) -> None:
    chosen = [
        kept(1, "One"),
        replace(kept(2, "Two"), points_to=(Linked(item(1, "One")),)),
        replace(kept(3, "Three"), mentioned_by=(Linked(item(1, "One"), "says so"),)),
    ]
    mirrored(folder, chosen)
    (folder / "One.md").rename(folder / "Uno.md")
    for name in ("Two.md", "Three.md"):
        text = (folder / name).read_text(encoding="utf-8")
        text = text.replace("[[One]]", "[[Uno]]").replace("points_to:\n", 'points_to:\n  - "[[My own]]"\n')
        (folder / name).write_text(text, encoding="utf-8")
    done = mirrored(folder, chosen)
    assert (done.beside, done.edited) == ((), ())
    assert read(folder / "Two.md")[0]["points_to"] == ["[[My own]]", "[[Uno|One]]"]
    assert "- [[Uno|One]]: says so" in (folder / "Three.md").read_text(encoding="utf-8")
    assert mirrored(folder, chosen) == Mirrored(str(folder), unchanged=3)


def test_a_note_without_its_marker_is_the_persons(folder: Path) -> None:
    mirrored(folder, [kept(1, "One")])
    note = folder / "One.md"
    taken = re.sub(r"<!-- jomo:.*-->", "mine now", note.read_text(encoding="utf-8"))
    note.write_text(taken, encoding="utf-8")
    assert mirrored(folder, [kept(1, "One", Annotation("new"))]).edited == ("One.md",)
    assert note.read_text(encoding="utf-8") == taken


@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_written_wherever_no_word_is_lost(seed: int, folder: Path) -> None:
    chance = random.Random(seed)
    words: list[str] = []

    def chosen() -> list[Kept]:
        """The items as they are now: other titles, marks, states, tags and links, some left out."""
        some = []
        for number in range(4):
            marks = (Annotation(f"quote {one}", "mine" * one, "p. 1") for one in range(chance.randint(0, 3)))
            title = chance.choice((f"T{number}", f"T{number} new", "Same"))
            tags = tuple(chance.sample("abc", chance.randint(0, 3)))
            one = kept(number, title, *marks, tags=tags, state=chance.choice(list(State)))
            links = tuple(Linked(item(other, f"T{other}")) for other in range(4) if chance.random() < 0.4)
            some.append(replace(one, points_to=links))
        return [one for one in some if chance.random() < 0.85]

    def edited(text: str) -> str:
        lines = text.split("\n")
        for _ in range(2):
            words.append(word := f"word{len(words)}y")
            in_front = (
                f"# {word}",
                f"{word}: x",
                f"my{word}:\n- {word}",
                f'  - "{word}"',
                f"x: [1] # {word}",
            )
            if chance.random() < 0.5 and lines[0] == "---":
                lines.insert(chance.randint(1, 9), chance.choice(in_front))
            else:
                lines.insert(chance.randint(0, len(lines)), word)
        return "\n".join(lines)

    mirrored(folder, chosen())
    for _ in range(4):
        for note in notes(folder.parent):
            note.write_text(edited(note.read_text(encoding="utf-8")), encoding="utf-8")
            if chance.random() < 0.2:
                note.rename(note.with_name(f"renamed {chance.random()}.md"))
        if chance.random() < 0.2:
            (folder / STATE).unlink()
        now = chosen()
        mirrored(folder, now, again=chance.random() < 0.2)
        there = "\n".join(note.read_text(encoding="utf-8") for note in notes(folder.parent))
        assert [word for word in words if word not in there] == []
        assert mirrored(folder, now).written == ()
