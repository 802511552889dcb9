"""Which works may be one by their titles, and which never are."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kb.ingest.likeness import pairs
from kb.ingest.sameness import names
from kb.types import Item, Kind, State, Zone

TITLE = "Gentle pruning of recurrent memory in small translators"


def item(number: int, title: str, **fields: Any) -> Item:
    plain = Item(
        number, f"url:https://site.example/{number}", Kind.ARTICLE, title, "", None, "", (), (), "en", None,
        "2025-01-01", Zone.INBOX, State.UNREAD, None, 1, False,
    )  # fmt: skip
    return replace(plain, **fields)


def proposed(*found: Item, apart: frozenset[frozenset[int]] = frozenset()) -> list[set[int]]:
    works = [(one, names(one.key, ())) for one in found]
    return [{pair.first.id, pair.second.id} for pair in pairs(works, apart)]


@pytest.mark.parametrize(
    "other",
    [
        TITLE,
        TITLE.upper(),
        "Gentle Pruning of Recurrent Memory, in Small Translators.",
        "Gentle pruning of recurrent memory in the small translators",
        "A gentle pruning of the recurrent memory in small translators",
        "Gentle prunning of recurrent memory in small translators",
        "[2501.01234] Gentle pruning of recurrent memory in small translators",
        "Gentle pruning of recurrent memory…",
    ],
)
def test_a_title_written_otherwise_is_proposed(other: str) -> None:
    assert proposed(item(1, TITLE), item(2, other)) == [{1, 2}]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Introduction", "Introduction"),
        ("README", "README"),
        ("Weekly digest of links and news #12", "Weekly digest of links and news #13"),
        ("Weekly digest of links and news", "Weekly digest of links and news"),
        ("Notes on harbour cranes, part 1", "Notes on harbour cranes, part 2"),
        ("Notes on harbour cranes, part I", "Notes on harbour cranes, part II"),
        ("Harbour cranes and lifting tackle A", "Harbour cranes and lifting tackle B"),
        ("What is new in Sailmaker 3.1 for boats", "What is new in Sailmaker 31 for boats"),
        ("Rigging small boats in C++ for sailors", "Rigging small boats in C for sailors"),
        ("Learning symmetric knots from sailors", "Learning asymmetric knots from sailors"),
        ("Supervised steering of harbour boats", "Unsupervised steering of harbour boats"),
        ("Почему малые модели годятся для перевода", "Почему малые модели не годятся для перевода"),
        (TITLE, "Gentle pruning of recurrent memory in large translators"),
        (TITLE, f"{TITLE}: a reply"),
        ("https://site.example/gentle/pruning/of/memory", "https://site.example/gentle/pruning/of/memory"),
    ],
)
def test_what_only_looks_alike_is_not(one: str, other: str) -> None:
    assert proposed(item(1, one), item(2, other)) == []


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ({"key": "arxiv:2401.00001"}, {"key": "arxiv:2401.00002"}, False),
        ({"key": "doi:10.1000/a"}, {"key": "doi:10.1000/b"}, False),
        ({"key": "arxiv:2401.00001"}, {"key": "doi:10.1000/b"}, True),
        ({"authors": ("Jane Doe",)}, {"authors": ("Roe, R.",)}, False),
        ({"authors": ("Jane Doe",)}, {"authors": ("J. Doe", "R. Roe")}, True),
        ({"authors": ("Jane Doe",)}, {"authors": ("Джейн Доу",)}, True),
        ({"published": "2020-01-01"}, {"published": "2023-01-01"}, False),
        ({"published": "unknown"}, {"published": "2023-01-01"}, True),
        ({"published": "2022"}, {"published": "2023-01-01"}, True),
        ({"kind": Kind.PAPER}, {"kind": Kind.VIDEO}, False),
        ({"kind": Kind.POST}, {"kind": Kind.POST}, False),
        ({"source": "a", "published": "2024-01-01"}, {"source": "a", "published": "2024-01-08"}, False),
        ({"source": "a", "published": "2024-01-01"}, {"source": "b", "published": "2024-01-08"}, True),
    ],
)
def test_what_else_is_known_tells_works_apart(
    one: dict[str, Any], other: dict[str, Any], wanted: bool
) -> None:
    assert bool(proposed(item(1, TITLE, **one), item(2, TITLE, **other))) is wanted


def test_a_subtitle_is_left_out_where_authors_agree() -> None:
    longer = f"{TITLE}: what sailors say"
    known: dict[str, Any] = {"authors": ("Jane Doe",)}
    assert proposed(item(1, TITLE, **known), item(2, longer, **known)) == [{1, 2}]
    assert proposed(item(1, TITLE, **known), item(2, f"{TITLE}, part 2", **known)) == []


def test_the_first_saved_comes_first_and_a_title_of_many_names_nothing() -> None:
    late = item(1, TITLE, saved_at="2026-01-01")
    [pair] = pairs([(late, {}), (item(2, TITLE), {})])
    assert (pair.first.id, pair.second.id, pair.likeness) == (2, 1, 1.0)
    assert proposed(late, item(2, TITLE), apart=frozenset({frozenset({1, 2})})) == []
    assert proposed(*(item(number, TITLE) for number in range(4))) == []
