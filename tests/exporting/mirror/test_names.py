"""What files and tags are called: every system, and every link, takes it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kb.exporting.mirror.names import compared, free, stem, tag
from tests.exporting.mirror.made import kept, mirrored, notes, read

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
