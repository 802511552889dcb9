from dataclasses import replace
from typing import Any

import pytest

from kb.library import Library
from kb.reflection.traces import Kept, library_traces
from kb.store.deeds import Deed
from kb.types import Annotation, Item, Kind, State, Zone
from kb.types.evidence import Strength, Timing, TraceKind

SAVED = "2025-03-10T08:00:00+00:00"
NOTHING = Kept((), (), (), (), {})


def item(**changes: Any) -> Item:
    one = Item(
        1, "k1", Kind.PAPER, "Gated attention", "", None, "arXiv", (), (), "en", None, SAVED,
        Zone.NICE_TO_HAVE, State.UNREAD, None, 12, False,
    )  # fmt: skip
    return replace(one, **changes)


def told(one: Item, **kept: Any) -> list[tuple[str, str, str]]:
    found = library_traces([one], replace(NOTHING, **kept))
    return [(str(t.kind), str(t.strength), str(t.timing)) for t in found.get(one.id, ())]


def deed(at: str, note: str = "", together: int = 1) -> Deed:
    return Deed(1, at, note, together)


@pytest.mark.parametrize(
    ("made_at", "saved_at", "expected"),
    [
        ("2025-03-11", SAVED, Timing.AFTER),
        ("2025-03-09T23:00:00+00:00", SAVED, Timing.BEFORE),
        ("2025-03-10T07:59:00+00:00", SAVED, Timing.BEFORE),
        ("2025-03-10T08:01:00+00:00", SAVED, Timing.AFTER),
        ("2025-03-10", SAVED, Timing.AFTER),
        ("2025-03", SAVED, Timing.UNKNOWN),
        ("2025-04", SAVED, Timing.AFTER),
        ("2024", "2025", Timing.BEFORE),
        (None, SAVED, Timing.UNKNOWN),
    ],
)
def test_a_deed_is_set_beside_the_saving_as_far_as_its_day_is_known(
    made_at: str | None, saved_at: str, expected: Timing
) -> None:
    assert Timing.of(made_at, saved_at) is expected


def test_a_note_is_told_with_what_is_shown_of_its_links() -> None:
    note = Annotation(note="Сравнить с [[arxiv:2301.00001|Тихой памятью]] и [[Другой]]")
    [trace] = library_traces([item()], replace(NOTHING, annotations=[(1, note)]))[1]
    assert trace.snippet == "Сравнить с Тихой памятью и Другой"


def test_marks_are_use_whatever_the_item_is_marked_as() -> None:
    short = Annotation(note="для отчёта по узлам", made_at="2025-05-02T09:00:00+00:00")
    page = Annotation(note=" ".join(["слово"] * 30), source="Zotero", place="p. 4")
    assert told(item(), annotations=[(1, short)]) == [("annotated", "fair", "after")]
    [trace] = library_traces([item()], replace(NOTHING, annotations=[(1, page)]))[1]
    assert (trace.strength, trace.timing, trace.place) == (Strength.STRONG, Timing.UNKNOWN, "Zotero p. 4")
    assert "30 words" in trace.reason


def test_highlights_of_a_day_are_one_trace() -> None:
    days = [
        "2025-05-02T09:00:00+00:00",
        "2025-05-02T09:10:00+00:00",
        "2025-05-02T10:00:00+00:00",
        "2025-06-01",
    ]
    marks = [(1, Annotation(quote=f"quote {n}", made_at=at)) for n, at in enumerate(days)]
    found = library_traces([item()], replace(NOTHING, annotations=marks))[1]
    assert [(t.strength, t.reason, t.snippet) for t in found] == [
        (Strength.STRONG, "3 highlights of yours", "quote 0"),
        (Strength.FAIR, "1 highlight of yours", "quote 3"),
    ]


def test_reading_to_the_end_is_a_weak_trace_and_only_while_it_stands() -> None:
    read = [deed("2025-04-01T10:00:00+00:00")]
    assert told(item(state=State.READ), finishings=read) == [("finished", "weak", "after")]
    assert told(item(state=State.READ)) == [("finished", "weak", "unknown")]
    assert told(item(state=State.DROPPED), finishings=read) == []


@pytest.mark.parametrize(
    ("openings", "found"),
    [
        ([("2025-03-12T10:00:00+00:00", "triage")], []),
        ([("2025-07-12T10:00:00+00:00", "reflection")], []),
        ([("2025-03-11T10:00:00+00:00", "search")], []),
        ([("2025-07-12T10:00:00+00:00", "search")], ["fair"]),
        ([("2025-07-12T10:00:00+00:00", "search"), ("2025-07-12T11:00:00+00:00", "search")], ["fair"]),
        ([("2025-04-01T09:00:00+00:00", "")], []),
        ([("2025-04-02T09:00:00+00:00", "")], ["weak"]),
    ],
)
def test_only_what_was_looked_up_again_counts_as_reopened(
    openings: list[tuple[str, str]], found: list[str]
) -> None:
    traces = told(
        item(),
        openings=[deed(*one) for one in openings],
        finishings=[deed("2025-04-01T10:00:00+00:00")],
        filed_at={1: "2025-03-12T07:00:00+00:00"},
    )
    assert [strength for _, strength, _ in traces] == found


def test_an_item_still_in_the_inbox_was_not_reopened() -> None:
    assert told(item(zone=Zone.INBOX), openings=[deed("2025-07-12T10:00:00+00:00", "search")]) == []


def test_one_of_a_long_list_of_references_is_weak() -> None:
    at = "2025-06-01T10:00:00+00:00"
    assert told(item(), citings=[deed(at)]) == [("cited", "strong", "after")]
    assert told(item(), citings=[deed(at, together=40)]) == [("cited", "weak", "after")]


def test_what_the_library_records_becomes_traces(library: Library) -> None:
    library.intake.add(["2510.26692", "2507.20534"], zone=Zone.NICE_TO_HAVE)
    key = library.items.known(["arxiv:2510.26692"])["arxiv:2510.26692"].key
    library.notes.add(key, "Held against our own gate in the report.")
    library.items.set_state([key], State.READ)
    from kb.exporting import Format

    library.items.exported([key], Format.BIBTEX)
    library.items.exported([key], Format.MARKDOWN)
    traces = library.reviews.traces([key])[library.items.get(key).item.id]
    assert [t.kind for t in traces] == [TraceKind.CITED, TraceKind.ANNOTATED, TraceKind.FINISHED]
    library.history.undo()
    traces = library.reviews.traces([key])[library.items.get(key).item.id]
    assert [t.kind for t in traces] == [TraceKind.CITED, TraceKind.ANNOTATED]
