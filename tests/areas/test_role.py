"""What the work asks for, what feeds it, and the gaps."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from kb.catalogue import RUSSIAN, speaking
from kb.errors import JomoError, NotFound
from kb.ingest.planning import Options
from kb.ingest.save import ingest
from kb.library import Library
from kb.types import Depth, Document, Kind, Stance, State, Verdict


@pytest.fixture
def filled(library: Library) -> Library:
    """Notes on robots of this month, on speech of last year, and a paper on robots."""
    for days, subject in ((3, "robots grasping"), (400, "speech sounds")):
        saved = (datetime.now(UTC) - timedelta(days=days)).isoformat()
        notes = [
            Document(f"note:{subject[:2]}-{n}", Kind.NOTE, f"{subject} {n}", text=subject) for n in range(6)
        ]
        ingest(library.store, notes, Options(saved_at=saved))
    paper = Document("arxiv:2501.00001", Kind.PAPER, "robots grasping at length", summary="robots grasping")
    ingest(library.store, [paper], Options())
    library.areas.set(
        "Robots", stance=Stance.TRACKED, examples=["note:ro-1", "note:ro-2", "arxiv:2501.00001"]
    )
    library.areas.set("Speech", stance=Stance.TRACKED, examples=["note:sp-1", "note:sp-2"])
    return library


def gap(library: Library, text: str) -> str:
    return next(ask.gap for ask in library.role.read().asks if ask.text == text)


def test_each_depth_asks_for_more(filled: Library) -> None:
    for depth in Depth:
        filled.role.set_ask(depth, depth, ["Robots"])
    assert gap(filled, "breadth") == ""
    assert gap(filled, "gist") == "3 items came in 90 days and none was read."
    filled.items.set_state(["note:ro-1"], State.READ)
    assert gap(filled, "gist") == ""
    assert gap(filled, "depth") == "1 item read in 90 days, but none long and none judged."
    filled.items.set_state(["arxiv:2501.00001"], State.READ)
    assert gap(filled, "depth") == ""
    filled.history.undo()
    assert gap(filled, "depth")
    filled.reviews.judge(["note:ro-1"], Verdict.DIRECT)
    assert gap(filled, "depth") == ""


def test_a_gap_is_said_in_russian_with_its_numbers(filled: Library) -> None:
    filled.role.set_ask("суть", Depth.GIST, ["Robots"])
    filled.role.set_ask("глубина", Depth.DEPTH, ["Robots"])
    with speaking(RUSSIAN):
        assert gap(filled, "суть") == "За 90 дней пришло 3 материала, и ни один не прочитан."
        filled.items.set_state(["note:ro-1"], State.READ)
        assert gap(filled, "глубина") == "За 90 дней прочитан 1 материал, но он короткий и не оценён."


def test_what_starves_and_what_has_no_area_is_unfed(filled: Library) -> None:
    filled.role.set_ask("Hear what is said", Depth.BREADTH, ["Speech"])
    found = filled.role.set_ask("Write well")
    assert [(ask.text, ask.gap) for ask in found.unfed] == [
        ("Hear what is said", "Nothing came in for 90 days."),
        ("Write well", "No area serves it."),
    ]
    assert filled.role.read(days=500).unfed[0].text == "Write well"


def test_a_tracked_area_nobody_asked_for_is_told(filled: Library) -> None:
    [unasked] = filled.role.read().unasked
    assert (unasked.area, len(unasked.came), unasked.read) == ("Robots", 3, ())
    filled.areas.set("Machines")
    filled.areas.set("Robots", parent="Machines")
    filled.role.set_ask("Machines", areas=["Machines"])
    assert filled.role.read().unasked == ()


def test_every_step_on_the_role_is_taken_back(filled: Library) -> None:
    filled.role.set_ask("First", Depth.DEPTH, ["Robots"])
    filled.role.set_ask("Second")
    before = filled.role.read()
    filled.role.set_ask("First", Depth.GIST, ["Speech", "Robots"])
    filled.role.remove_ask("First")
    filled.history.undo()
    assert [ask.text for ask in filled.role.read().asks] == ["First", "Second"]
    filled.history.undo()
    assert filled.role.read() == before
    filled.history.undo()
    assert [ask.text for ask in filled.role.read().asks] == ["First"]
    with pytest.raises(NotFound, match="Nowhere"):
        filled.role.set_ask("Third", areas=["Nowhere"])
    with pytest.raises(NotFound, match="does not ask"):
        filled.role.remove_ask("Third")
    with pytest.raises(JomoError, match="few words"):
        filled.role.set_ask("  ")


def test_points_of_a_job_description_become_asks(filled: Library) -> None:
    job = "You will:\n- Build robots that grasp\n- Keep costs low\n\nWe offer fruit."
    assert filled.role.import_outline(job) == ["Build robots that grasp", "Keep costs low"]
    assert filled.role.import_outline(job) == []
    assert {ask.depth for ask in filled.role.read().asks} == {Depth.GIST}
    filled.history.undo()
    assert filled.role.read().asks == ()


def test_of_late_is_before_the_last_arrival_where_nothing_came_since(library: Library) -> None:
    def save(name: str, options: Options) -> None:
        note = Document(f"note:{name}", Kind.NOTE, "robots", text="robots")
        ingest(library.store, [note], options)

    save("month", Options(saved_at="2001-03"))
    assert library.role.lately() == (date(2001, 3, 1) - timedelta(days=90)).isoformat()
    today = datetime.now(UTC)
    for days in (500, 420):
        save(str(days), Options(saved_at=(today - timedelta(days=days)).isoformat()))
    assert library.role.lately() == (today - timedelta(days=420 + 90)).date().isoformat()
    save("new", Options())
    assert library.role.lately() == (today - timedelta(days=90)).date().isoformat()
