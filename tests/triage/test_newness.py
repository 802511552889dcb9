"""What is told of a waiting item against what was read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kb.ingest.save import ingest
from kb.library import Library
from kb.types import Document, Kind, Novelty, Reference, State

PAPER = Document("arxiv:2501.00001", Kind.PAPER, "Folding", summary="A fold of proteins is found by search.")
OTHER = Document("arxiv:2501.00002", Kind.PAPER, "Robots", summary="Robots grasp cups in the kitchen.")


def post(number: int, *keys: str) -> Document:
    links = tuple(Reference("https://arxiv.org/abs/" + key.removeprefix("arxiv:"), key, "") for key in keys)
    return Document(
        f"post:telegram/lab/{number}", Kind.POST, f"Post {number}", text=f"Said {number}.", references=links
    )


def novelty(library: Library, key: str) -> Novelty:
    [item] = [one for one in library.items.select() if one.key == key]
    [card] = library.triage.cards([item])
    return card.novelty


@pytest.mark.parametrize(
    ("read", "asked", "told"),
    [
        pytest.param(PAPER.key, "post:telegram/lab/1", [PAPER.key], id="the paper a post is about"),
        pytest.param("post:telegram/lab/1", PAPER.key, ["post:telegram/lab/1"], id="a post about the paper"),
        pytest.param(
            "post:telegram/lab/1", "post:telegram/lab/2", ["post:telegram/lab/1"], id="another post about it"
        ),
        pytest.param(PAPER.key, "post:telegram/lab/3", [], id="a list of links tells of none of them"),
        pytest.param("post:telegram/lab/3", PAPER.key, [], id="nor is a paper told by a list"),
        pytest.param(OTHER.key, "post:telegram/lab/1", [], id="another paper"),
    ],
)
def test_what_was_read_in_other_words_is_told(
    library: Library, read: str, asked: str, told: list[str]
) -> None:
    others = [f"arxiv:2501.0001{n}" for n in range(3)]
    more = [Document(key, Kind.PAPER, f"Paper {key}", summary="Other things.") for key in others]
    posts = [post(1, PAPER.key), post(2, PAPER.key), post(3, PAPER.key, *others)]
    ingest(library.store, [PAPER, OTHER, *more, *posts])
    library.items.set_state([read], State.READ)
    library.work.embed()
    assert [one.item.key for one in novelty(library, asked).told_before] == told


def test_without_vectors_what_links_tell_is_told_all_the_same(library: Library) -> None:
    ingest(library.store, [PAPER, post(1, PAPER.key)])
    library.items.set_state([PAPER.key], State.READ)
    of = novelty(library, "post:telegram/lab/1")
    assert [one.item.key for one in of.told_before] == [PAPER.key] and not of.nearest


def test_where_nothing_was_read_nothing_is_said_of_newness(library: Library) -> None:
    ingest(library.store, [PAPER])
    library.work.embed()
    assert novelty(library, PAPER.key) == Novelty()


def test_a_name_that_something_read_holds_is_not_new(library: Library) -> None:
    """Although it is not what the item is held against."""
    knows = Document("arxiv:2502.00009", Kind.PAPER, "Proteins", summary="Proteins fold. KTO is named here.")
    asked = post(4, PAPER.key)
    ingest(library.store, [PAPER, knows, replace(asked, text="GRPO and KTO fold proteins by search.")])
    library.items.set_state([PAPER.key, knows.key], State.READ)
    assert novelty(library, asked.key).terms == ("GRPO",)


def test_what_is_known_by_its_name_only_is_held_against_nothing_nor_anything_against_it(
    library: Library,
) -> None:
    waiting = Document("url:https://a.example/1", Kind.ARTICLE, "Folding chairs", stub=True)
    read = Document("url:https://a.example/2", Kind.ARTICLE, "Folding of robots", stub=True)
    ingest(library.store, [PAPER, OTHER, waiting, read])
    library.items.set_state([PAPER.key, read.key], State.READ)
    library.work.embed()
    assert novelty(library, waiting.key) == Novelty()
    assert [one.item.key for one in novelty(library, OTHER.key).nearest] == [PAPER.key]
