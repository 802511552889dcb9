"""Pasted posts go by their letters; what says something else, or somebody else said, is another post."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.library import Library


def dump(tmp_path: Path, name: str, *messages: tuple[str, str, str]) -> str:
    file = tmp_path / name
    file.write_text("\n\n".join(f"{who}, [{at}]\n{text}" for who, at, text in messages), encoding="utf-8")
    return str(file)


LONG = "Новая статья о линейном внимании: память растёт линейно, а качество почти то же, что у полного."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Python 3.1 wins this round of the comparison.", "Python 31 wins this round of the comparison."),
        ("Пишем ядро на C++, остальное подождёт.", "Пишем ядро на C, остальное подождёт."),
        ("The score changed by -5 points overnight.", "The score changed by 5 points overnight."),
    ],
)
def test_signs_that_mean_something_make_two_posts(
    library: Library, tmp_path: Path, one: str, other: str
) -> None:
    file = dump(tmp_path, "two.txt", ("ML", "09.03.2024 23:30", one), ("ML", "10.03.2024 09:00", other))
    assert library.intake.add([file]).added == 2
    assert sorted(library.items.get(item.key).text for item in library.items.select()) == sorted([one, other])
    again = library.intake.add([file])
    assert (again.added, again.updated, again.unchanged) == (0, 0, 2)


def test_the_same_few_words_of_two_people_are_two_posts(library: Library, tmp_path: Path) -> None:
    yes = "Да, согласен."
    file = dump(
        tmp_path,
        "group.txt",
        ("Анна", "09.03.2024 23:30", yes),
        ("Борис", "09.03.2024 23:31", yes),
        ("Анна", "12.03.2024 10:00", yes),
    )
    assert library.intake.add([file]).added == 3
    assert library.intake.add([file]).unchanged == 3


def test_a_long_post_copied_twice_is_one_whatever_its_marks(library: Library, tmp_path: Path) -> None:
    library.intake.add(
        [dump(tmp_path, "a.txt", ("ML", "09.03.2024 23:30", LONG), ("ML", "10.03.2024 23:30", "Ещё."))]
    )
    copied = LONG.replace(": ", " — ").replace(", ", ",\n")
    report = library.intake.add(
        [dump(tmp_path, "b.txt", ("ML", "09.03.2024 23:30", copied), ("ML", "11.03.2024 23:30", "И это."))]
    )
    assert report.added == 1
