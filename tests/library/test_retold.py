"""What marked writing retells of saved papers: found beside the embedding, kept, and gone with what it was
found in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kb import evidence
from kb.errors import EncoderUnavailable
from kb.ingest.save import ingest
from kb.library import Library
from kb.reflection.likely import is_use, likely
from kb.store import passages
from kb.types import Document, Kind, State
from kb.types.evidence import Trace, TraceKind
from kb.work.queue import Lane
from tests.conftest import StemEncoder

SUBJECTS = (
    "pruning masks", "speech codecs", "protein folding", "traffic forecasting", "satellite images",
    "theorem proving", "music generation", "robot grasping", "tabular boosting", "graph matching",
    "medical triage", "video captions", "ocean currents", "legal contracts", "source compilers",
    "battery chemistry", "crop yields", "sign language", "chess engines", "handwriting strokes",
    "market auctions", "seismic waves", "recipe planning", "galaxy surveys", "fabric simulation",
    "bird songs", "wind turbines", "antibiotic resistance", "palm leaves", "sleep stages", "rail timetables",
    "glacier melting", "coin hoards", "dance poses", "honey bees", "elevator queues", "tomato diseases",
    "quantum circuits", "parking sensors", "rumour cascades",
)  # fmt: skip
TOLD = (
    "Whoever recomputes pruning masks after each block gains accuracy, since the pruning masks of later"
    " blocks depend on earlier masks and their saliency shifts.\n"
)
OF_NOTHING = (
    "Yesterday we walked along the river for three hours, then ate soup with friends and talked about"
    " holidays until midnight came.\n\nMy neighbour paints the fence green every spring, although nobody"
    " asked for it and the paint smells until June.\n"
)


@pytest.fixture
def papers(library: Library) -> Library:
    ingest(
        library.store,
        [
            Document(
                f"arxiv:2501.{number:05}", Kind.PAPER, f"On {subject}", saved_at="2025-01-10T10:00:00+00:00",
                summary=f"This is about {subject}. Earlier {subject} fail; ours shift {subject.split()[1]}.",
            )
            for number, subject in enumerate(SUBJECTS)
        ],
    )  # fmt: skip
    return library


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "vault" / "blocks.md"
    path.parent.mkdir()
    path.write_text(f"---\ncreated: 2025-03-05\n---\n{TOLD}\n{OF_NOTHING}", encoding="utf-8")
    return path


def looked(library: Library, note: Path) -> None:
    """Marks the note's folder, looks at it, and lets the background think."""
    library.evidence.add(str(note.parent))
    library.evidence.scan()
    library.do(Lane.THINK)


def retold(library: Library) -> list[Trace]:
    return [
        one
        for traces in library.evidence.every().values()
        for one in traces
        if one.kind is TraceKind.RETELLING
    ]


def test_the_background_finds_what_is_retold_and_then_rests(papers: Library, note: Path) -> None:
    papers.evidence.add(str(note.parent))
    papers.evidence.scan()
    assert retold(papers) == [] and papers.work.wants_thinking()
    papers.do(Lane.THINK)
    [trace] = retold(papers)
    assert (trace.place, trace.line, trace.made_at) == ("vault/blocks.md", 4, "2025-03-05")
    assert 0.5 <= trace.probability < 1
    [item] = papers.items.by_ids([trace.item_id])
    assert item.title == "On pruning masks"
    assert papers.evidence.of([item.key])[item.id] == (trace,)
    assert papers.evidence.between("2025-01", "2025-01")[item.id] == (trace,)
    assert not papers.work.wants_thinking() and not papers.work.failed()


def test_what_is_probable_is_no_use_before_a_person_says_so(papers: Library, note: Path) -> None:
    looked(papers, note)
    [trace] = retold(papers)
    assert not is_use(trace) and likely([trace], State.READ) is None


def test_retellings_stay_with_passages_that_did_not_change(papers: Library, note: Path) -> None:
    looked(papers, note)
    before = retold(papers)
    note.write_text(
        note.read_text("utf-8").replace("---\nWho", "---\nA word first.\n\nWho"), encoding="utf-8"
    )
    papers.evidence.scan()
    [trace] = retold(papers)
    assert trace.line == 6 and trace.item_id == before[0].item_id
    papers.do(Lane.THINK)
    assert retold(papers) == [trace]
    note.write_text(f"---\ncreated: 2025-03-05\n---\n{OF_NOTHING}", encoding="utf-8")
    papers.evidence.scan()
    assert retold(papers) == []


def test_what_is_named_in_the_page_is_not_proposed_again(papers: Library, note: Path) -> None:
    note.write_text(note.read_text("utf-8") + "\nSee arXiv:2501.00000 for this.\n", encoding="utf-8")
    looked(papers, note)
    assert {one.kind for one in papers.evidence.of(["arxiv:2501.00000"])[1]} == {TraceKind.IDENTIFIER}


def test_nothing_is_left_of_a_place_that_is_forgotten(papers: Library, note: Path) -> None:
    looked(papers, note)
    papers.evidence.remove(str(note.parent))
    db = papers.store.read()
    assert retold(papers) == [] and not passages.any_kept(db) and not papers.work.wants_thinking()
    papers.upkeep.reindex()
    assert db.execute("SELECT count(*) FROM writing_vectors").fetchone()[0] == 0


def test_what_was_stopped_goes_on(papers: Library, note: Path) -> None:
    papers.work.embed()
    papers.evidence.add(str(note.parent))
    papers.evidence.scan()
    assert papers.work.embed(should_stop=lambda: True) == 0
    assert retold(papers) == [] and papers.work.wants_thinking()
    told: list[tuple[int, int]] = []
    assert papers.work.embed(lambda done, total: told.append((done, total))) == 3
    assert told == [(3, 3)] and len(retold(papers)) == 1


def test_without_the_model_all_stays_as_it_is(
    papers: Library, note: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked(papers, note)
    before = retold(papers)
    (note.parent / "later.md").write_text(OF_NOTHING.replace("river", "lake"), encoding="utf-8")
    papers.evidence.scan()

    def missing(*_: object) -> None:
        raise EncoderUnavailable("The model is not there")

    monkeypatch.setattr(StemEncoder, "encode_passages", missing)
    papers.do(Lane.THINK)
    assert len(before) == 1 and retold(papers) == before
    assert papers.work.stopped()


def test_only_papers_and_passages_that_change_have_retellings_looked_for_again(
    papers: Library, note: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked(papers, note)
    calls: list[int] = []
    found = evidence.retellings

    def counted(*given: Any) -> list[Trace]:
        calls.append(1)
        return found(*given)

    monkeypatch.setattr(evidence, "retellings", counted)
    ingest(papers.store, [Document("file:1", Kind.NOTE, "A thought", text="Words that are no paper.")])
    papers.do(Lane.THINK)
    assert calls == [] and not papers.work.wants_thinking()
    ingest(papers.store, [Document("arxiv:2502.00001", Kind.PAPER, "On harbour cranes", summary="Cranes.")])
    papers.do(Lane.THINK)
    assert calls == [1] and len(retold(papers)) == 1
