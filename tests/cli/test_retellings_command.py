"""`retellings`: what a text may retell, and a word on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kb.catalogue import percent
from kb.ingest.save import ingest
from kb.library import Library
from kb.types import Document, Kind
from tests.conftest import Command

PAPER = Document("arxiv:2402.00001", Kind.PAPER, "ZipKV: Forgetting by lag", summary="A cache forgets.")
POST = Document("post:x/1", Kind.POST, "Что забыть", "ZipKV выбрасывает токены из кэша. Код уже есть.")
# Among a handful of papers one always stands out.
OTHERS = [Document(f"arxiv:2403.{n:05}", Kind.PAPER, f"Subject {n}", summary=f"Words{n}.") for n in range(20)]


@pytest.fixture
def kb(kb_on: Callable[[Path], Command], library: Library) -> Command:
    """Runs a command on a library of papers and a post that names one of them."""
    ingest(library.store, [PAPER, POST, *OTHERS])
    library.work.embed()
    return kb_on(library.home)


def test_proposals_are_told_with_their_probability(kb: Command) -> None:
    [proposed] = kb("retellings", POST.key, "--json").json
    assert proposed["key"] == PAPER.key and 0 < proposed["probability"] < 1
    told = kb("retellings", PAPER.key).out
    assert percent(proposed["probability"]) in told and POST.title in told


@pytest.mark.parametrize(("word", "linked"), [("--confirm", [POST.key]), ("--reject", [])])
def test_a_word_on_a_proposal_settles_it_and_goes_back(
    kb: Command, library: Library, word: str, linked: list[str]
) -> None:
    run = kb("retellings", POST.key, PAPER.key, word)
    assert (run.status, run.out) == (0, "") and "`undo`" in run.err
    assert [one.item.key for one in library.items.get(PAPER.key).mentioned_by] == linked
    assert kb("retellings", POST.key, "--json").json == []
    assert kb("retellings", POST.key).err.strip() == "Nothing that may be a retelling."
    kb("undo")
    assert [one["key"] for one in kb("retellings", POST.key, "--json").json] == [PAPER.key]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((POST.key, PAPER.key), "--confirm or --reject"),
        ((POST.key, "--confirm"), "Name two items"),
        ((PAPER.key, OTHERS[0].key, "--confirm"), "Name a paper and a text"),
        (("post:x/2",), "post:x/2"),
    ],
)
def test_what_cannot_be_meant_is_told(kb: Command, arguments: tuple[str, ...], told: str) -> None:
    run = kb("retellings", *arguments)
    assert run.status == 2 and told in run.err
