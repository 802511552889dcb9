"""Authors in the shapes programs write them in."""

from __future__ import annotations

import pytest

from kb.text.people import is_group, people


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Plato", ("Plato",)),
        ("Doe, Jane", ("Jane Doe",)),
        ("Jane Doe, Bo Li", ("Jane Doe", "Bo Li")),
        ("A. One, B. Two, and C. Three", ("A. One", "B. Two", "C. Three")),
        ("Mary and John Smith", ("Mary", "John Smith")),
        ("Smith, J., Doe, K.", ("J. Smith", "K. Doe")),
        ("Иванов, И. И., Петров, П. П.", ("И. И. Иванов", "П. П. Петров")),
        ("И. Иванов и П. Петрова", ("И. Иванов", "П. Петрова")),
        ("van der Berg, Ludwig", ("Ludwig van der Berg",)),
        ("Martin L. King Jr., John Smith III", ("Martin L. King Jr.", "John Smith III")),
        ("Acme, Inc., Jane Doe", ("Acme, Inc.", "Jane Doe")),
        (["García Márquez, Gabriel", "King, Jr., Martin"], ("Gabriel García Márquez", "Martin King Jr.")),
        (["Research and Partners", "Acme, Inc."], ("Research and Partners", "Acme, Inc.")),
        (["Jane Doe (MIT)", "Jane Doe", "C. -P. Yuan"], ("Jane Doe", "C.-P. Yuan")),
        ([["Yuan", "Chen", ""], ["King", "Martin", "Jr."]], ("Chen Yuan", "Martin King Jr.")),
        ([{"name": "Jane Doe"}, {"firstName": "Bo", "lastName": "Li"}], ("Jane Doe", "Bo Li")),
        ([{"given": "Ludwig", "non-dropping-particle": "van", "family": "Berg"}], ("Ludwig van Berg",)),
        ([{"author": {"name": "Jane Doe"}, "affiliation": "MIT"}], ("Jane Doe",)),
        ({"literal": "The Team"}, ("The Team",)),
        (None, ()),
        ([None, 7, {}, ""], ()),
    ],
)
def test_names(value: object, names: tuple[str, ...]) -> None:
    found = people(value)
    assert found.names == names
    assert not found.others


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Jane Doe et al.", ("Jane Doe",)),
        (["et al.", "Jane Doe, et al"], ("Jane Doe",)),
        ("Jane Doe and others", ("Jane Doe",)),
        ("Jane Doe, Bo Li, et al. (28 additional authors not shown)", ("Jane Doe", "Bo Li")),
        ("Иванов И.И. и др.", ("Иванов И.И.",)),
        (["Jane Doe", "..."], ("Jane Doe",)),
    ],
)
def test_what_stands_for_others_is_nobody(value: object, names: tuple[str, ...]) -> None:
    found = people(value)
    assert found.names == names
    assert found.others


@pytest.mark.parametrize("name", ["Alan Othersen", "Al Gore", "Etal Ben", "Petal Alder", "Moreau, Jeanne"])
def test_names_that_only_look_like_others(name: str) -> None:
    assert not people([name]).others


def test_groups() -> None:
    assert is_group("Qwen Team")
    assert not is_group("Jane Doe")
