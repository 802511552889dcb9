"""Items mirrored as notes: what readers of YAML and of links get, and that no word of the person is lost."""

from __future__ import annotations

import datetime
import random
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from kb.errors import JomoError
from kb.exporting.mirror.names import compared, free, stem, tag
from kb.exporting.mirror.note import Kept, Linked
from kb.exporting.mirror.place import STATE
from kb.exporting.mirror.running import mirror
from kb.text.mirrored import apart, own_words
from kb.types import Annotation, Item, Kind, State, Verdict, Zone
from kb.types.mirror import Mirrored

HOSTILE = (
    "[1706.03762] Attention | Is #All ^You Need",
    "CON",
    "aux.2",
    "..",
    "...hidden",
    "C++ / C# : why?",
    "notes.md",
    "slides.pdf",
    "trailing dot.",
    "a" * 300,
    "я" * 300,
    "Очень длинное название работы о том, как большие языковые модели учатся рассуждать шаг за шагом " * 3,
    "`code` and $x^2$ %%",
    "emoji \U0001f469‍\U0001f52c here",
    "tab\tand\nnewline",
    "",
    "<b>bold</b>",
    "e\u0301tude",
)


def item(number: int, title: str, **given: object) -> Item:
    one = Item(
        id=number,
        key=f"arxiv:2510.{number:05}",
        kind=Kind.PAPER,
        title=title,
        summary="We show that it holds.",
        url=f"https://arxiv.org/abs/2510.{number:05}",
        source="arXiv",
        authors=("Анна Белова", "J. O'Neil"),
        tags=("LLM agents", "C++", "2024"),
        language="en",
        published="2025-10-30T10:00:00+00:00",
        saved_at="2025-11-11T14:31:02+00:00",
        zone=Zone.MUST_HAVE,
        state=State.READ,
        verdict=Verdict.DIRECT,
        minutes=12,
        stub=False,
    )
    return replace(one, **given)  # type: ignore[arg-type]


def kept(number: int, title: str, *annotations: Annotation, **given: object) -> Kept:
    return Kept(item(number, title, **given), f"belova2025n{number}", annotations=annotations)


def mirrored(
    folder: Path, chosen: Sequence[Kept], merged: Mapping[str, str] | None = None, **given: bool
) -> Mirrored:
    """Mirrors items; `merged` says of keys of items that are no more which items have them now."""
    leading = {one.item.key: one.item.key for one in chosen} | dict(merged or {})

    def leads_to(keys: Collection[str]) -> dict[str, str]:
        return {key: leading[key] for key in keys if key in leading}

    return mirror(folder, chosen, leads_to, **given)


def read(path: Path) -> tuple[dict[str, object], str]:
    """The properties of a note, as a reader of YAML has them, and its text."""
    _, front, text = path.read_text(encoding="utf-8").split("---\n", 2)
    return yaml.safe_load(front), text


def notes(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.md"))


def states(folder: Path) -> dict[str, tuple[int, bytes]]:
    files = (one for one in folder.rglob("*") if one.is_file())
    return {str(one): (one.stat().st_mtime_ns, one.read_bytes()) for one in files}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "vault" / ".obsidian").mkdir(parents=True)
    return tmp_path / "vault" / "Jomo"


# -- what a note holds -----------------------------------------------------------------------------


def test_properties_have_the_types_that_obsidian_knows(folder: Path) -> None:
    mirrored(folder, [kept(1, 'A title: with "quotes" # and - signs')])
    [note] = notes(folder)
    properties, _ = read(note)
    assert properties == {
        "jomo_key": "arxiv:2510.00001",
        "mirrored": True,
        "title": 'A title: with "quotes" # and - signs',
        "aliases": ['A title: with "quotes" # and - signs'],
        "authors": ["Анна Белова", "J. O'Neil"],
        "year": 2025,
        "published": datetime.date(2025, 10, 30),
        "saved": datetime.date(2025, 11, 11),
        "kind": "paper",
        "zone": "must-have",
        "state": "read",
        "read": True,
        "verdict": "direct",
        "minutes": 12,
        "language": "en",
        "source": "arXiv",
        "url": "https://arxiv.org/abs/2510.00001",
        "arxiv": "2510.00001",
        "citekey": "belova2025n1",
        "tags": ["LLM-agents", "Cplusplus", "_2024"],
    }


def test_a_year_alone_is_no_date(folder: Path) -> None:
    mirrored(folder, [kept(1, "A book", published="1998")])
    properties, _ = read(notes(folder)[0])
    assert properties["year"] == 1998
    assert "published" not in properties


def test_highlights_are_quotes_with_their_place_and_notes_are_markdown(folder: Path) -> None:
    marks = (
        Annotation("It *works*.\nEven here #now [[x]]", "**Try** this", "p. 7", "2026-01-02T10:00:00+00:00"),
        Annotation("", "A free thought with ```"),
        Annotation("", "```python\nleft = open"),
    )
    mirrored(folder, [kept(1, "A paper", *marks)])
    _, text = read(notes(folder)[0])
    assert (
        "> It \\*works\\*.\n> Even here \\#now \\[\\[x\\]\\]\n>\n> *p. 7 · 2026-01-02*\n\n**Try** this"
        in text
    )
    assert "## Notes\n\nA free thought with ```\n\n```python\nleft = open\n```\n\n## Highlights" in text
    assert "title = {{A paper}}" in text
    assert apart(notes(folder)[0].read_text(encoding="utf-8")) is not None


def test_a_note_that_holds_a_marker_is_no_border(folder: Path) -> None:
    mirrored(folder, [kept(1, "First")])
    pasted = notes(folder)[0].read_text(encoding="utf-8")
    mirrored(folder, [kept(1, "First", Annotation("", pasted))])
    assert own_words(notes(folder)[0].read_text(encoding="utf-8")).strip() == ""


def test_links_go_both_ways_and_lead_to_files(folder: Path) -> None:
    paper, post = kept(1, "A [paper] | told"), kept(2, "Пост о статье", kind=Kind.POST)
    away = item(3, "Not chosen")
    paper = replace(paper, mentioned_by=(Linked(post.item, "what it says"),), retold_by=(Linked(post.item),))
    post = replace(post, points_to=(Linked(paper.item), Linked(away)), retells=(Linked(paper.item),))
    mirrored(folder, [paper, post])
    stems = {one.stem for one in notes(folder)}
    for note in notes(folder):
        text = note.read_text(encoding="utf-8")
        links = re.findall(r"\[\[([^\]|]+)(?:\|[^\]|]+)?\]\]", text)
        assert links and set(links) <= stems, text
    _, told = read(folder / "Пост о статье.md")
    assert "- [[A paper told|A (paper) / told]]" in told
    assert "- [Not chosen](https://arxiv.org/abs/2510.00003)" in told
    properties, told = read(folder / "A paper told.md")
    assert properties["mentioned_by"] == properties["retold_by"] == ["[[Пост о статье]]"]
    assert "- [[Пост о статье]]: what it says" in told


def test_a_name_that_others_have_too_is_linked_with_its_folders(folder: Path) -> None:
    mirrored(folder, [kept(1, "Index"), replace(kept(2, "Other"), points_to=(Linked(item(1, "Index")),))])
    (folder.parent / "diary").mkdir()
    (folder.parent / "diary" / "index.md").write_text("mine")
    mirrored(folder, [kept(1, "Index"), replace(kept(2, "Other"), points_to=(Linked(item(1, "Index")),))])
    assert "[[Jomo/Index|Index]]" in (folder / "Other.md").read_text(encoding="utf-8")


# -- names ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("title", HOSTILE)
def test_every_system_and_every_link_takes_a_name(title: str) -> None:
    name = stem(title, "arxiv:2510.00001")
    assert name and name == " ".join(name.split()) and name.isprintable()
    assert not re.search(r'[\\/:*?"<>|#^\[\]`$]|%%', name)
    assert not name.startswith(".") and not name.endswith((".", " "))
    assert len(f"{name} (edited 2026-11-29) (123456).md".encode()) <= 255
    assert not re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?", name)
    assert not re.search(r"(?i)\.(md|pdf)$", name)


def test_russian_names_and_words_stay_whole() -> None:
    assert stem("Внимание — это всё, что нужно", "") == "Внимание — это всё, что нужно"
    cut = stem(HOSTILE[11], "")
    assert HOSTILE[11].startswith(f"{cut} ")


def test_items_of_one_title_have_files_of_their_own(folder: Path) -> None:
    titles = ("Same", "same", "SAME ", "Étude", "E\u0301tude", "étude")
    chosen = [kept(number, title) for number, title in enumerate(titles)]
    folder.mkdir()
    (folder / "Same.md").write_text("my own note")
    mirrored(folder, chosen)
    assert (folder / "Same.md").read_text() == "my own note"
    assert len({compared(one.stem) for one in notes(folder)}) == len(titles) + 1
    keys = {read(one)[0]["jomo_key"] for one in notes(folder) if one.name != "Same.md"}
    assert keys == {one.item.key for one in chosen}
    assert mirrored(folder, chosen).unchanged == len(titles)


def test_a_name_is_the_same_whatever_is_mirrored_beside_it() -> None:
    assert free("One", "a:1", {"one"}) == free(
        "One", "a:1", {"one", "two", compared(free("One", "b:2", {"one"}))}
    )


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("KV cache", "KV-cache"),
        ("c#", "csharp"),
        ("c++", "cplusplus"),
        ("1984", "_1984"),
        ("area/sub area/", "area/sub-area"),
        ("обучение с подкреплением", "обучение-с-подкреплением"),
        ("node.js", "node-js"),
        ("!!!", ""),
    ],
)
def test_tags_are_those_that_obsidian_takes(given: str, expected: str) -> None:
    assert tag(given) == expected


# -- again and again ----------------------------------------------------------------------------------


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


# -- the person's words --------------------------------------------------------------------------------


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


def test_a_note_without_its_marker_is_the_persons(folder: Path) -> None:
    mirrored(folder, [kept(1, "One")])
    note = folder / "One.md"
    taken = re.sub(r"<!-- jomo:.*-->", "mine now", note.read_text(encoding="utf-8"))
    note.write_text(taken, encoding="utf-8")
    assert mirrored(folder, [kept(1, "One", Annotation("new"))]).edited == ("One.md",)
    assert note.read_text(encoding="utf-8") == taken


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


def test_a_folder_that_cannot_be_one_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for folder in (tmp_path / "file", tmp_path / "not" / "there"):
        with pytest.raises(JomoError):
            mirrored(folder, [kept(1, "One")])
