"""What a person does to areas: renaming, nesting, saying yes and no, importing an outline; every step
can be taken back."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kb.errors import JomoError, NotFound
from kb.ingest.save import Options, ingest
from kb.library import Library
from kb.store.filters import matching_ids
from kb.types import Area, Document, Filters, Kind, Stance

SUBJECTS = (
    "robots grasping arms",
    "speech recognition sounds",
    "proteins folding cells",
    "graphs nodes edges",
)
PER_SUBJECT = 20


def key(subject: int, number: int) -> str:
    return f"note:{subject}-{number}"


@pytest.fixture
def filled(library: Library) -> Library:
    """Twenty notes on each of four subjects, some words of their own in each."""
    documents = [
        Document(
            key(s, n), Kind.NOTE, f"{subject} study {n}", summary=f"{subject} {subject} detail{n} case{n % 7}"
        )
        for s, subject in enumerate(SUBJECTS)
        for n in range(PER_SUBJECT)
    ]
    ingest(library.store, documents, Options())
    library.embed()
    return library


def members(library: Library, name: str) -> set[str]:
    return {item.key for item in library.items_by_id(library.area(name).members)}


def everything(library: Library) -> list[tuple[Area, tuple[int, ...]]]:
    return [
        (area, tuple(sorted(matching_ids(library.store.read(), Filters(areas=(area.name,))))))
        for area in library.areas()
    ]


def test_a_renamed_area_keeps_all_it_had(filled: Library) -> None:
    made = filled.set_area("Robots", stance=Stance.TRACKED, criterion="robots grasping", examples=[key(0, 1)])
    filled.set_area("Arms", parent="Robots")
    filled.set_ask("Know robots", areas=["Robots"])
    renamed = filled.set_area("Robots", rename="Robotics")
    assert (renamed.id, renamed.stance, renamed.criterion) == (made.id, Stance.TRACKED, "robots grasping")
    assert renamed.examples == (key(0, 1),) and renamed.asks == ("Know robots",)
    assert filled.area("Arms").parent == "Robotics"
    assert [ask.areas for ask in filled.role().asks] == [("Robotics",)]
    with pytest.raises(NotFound, match="Robots"):
        filled.area("Robots")
    filled.undo()
    assert filled.area("Robots").id == made.id
    assert [ask.areas for ask in filled.role().asks] == [("Robots",)]


def test_two_areas_cannot_have_one_name(filled: Library) -> None:
    filled.set_area("Robots")
    filled.set_area("Speech")
    with pytest.raises(JomoError, match="another name"):
        filled.set_area("Speech", rename="robots")
    with pytest.raises(NotFound):
        filled.set_area("Nothing", rename="Something")
    assert filled.set_area("Speech", rename="speech").name == "speech"


def test_members_of_an_area_inside_belong_to_those_around_it(filled: Library) -> None:
    filled.set_area("Machines", criterion="robots grasping arms", examples=[key(0, 1), key(0, 2)])
    filled.set_area(
        "Sounds", criterion="speech recognition", examples=[key(1, 1), key(1, 2)], parent="Machines"
    )
    filled.set_area("Voices", examples=[key(2, 1)], parent="Sounds")
    assert members(filled, "Voices") <= members(filled, "Sounds") <= members(filled, "Machines")
    assert key(1, 5) in members(filled, "Sounds")
    why = {one.area: one.why for one in filled.memberships(key(1, 5))}
    assert why["Machines"] == "It belongs to “Sounds” inside."
    assert "your example" in why["Sounds"] and "criterion" in why["Sounds"]
    filled.settle("Machines", [key(1, 5)], belongs=False)
    assert key(1, 5) not in members(filled, "Machines") and key(1, 5) in members(filled, "Sounds")


def test_an_area_cannot_lie_inside_itself(filled: Library) -> None:
    filled.set_area("A")
    filled.set_area("B", parent="A")
    filled.set_area("C", parent="B")
    for name, around in (("A", "A"), ("A", "C"), ("A", "B")):
        with pytest.raises(JomoError, match="cannot lie inside"):
            filled.set_area(name, parent=around)
    with pytest.raises(NotFound, match="Nowhere"):
        filled.set_area("A", parent="Nowhere")
    assert filled.set_area("B", parent="").parent is None


def test_areas_inside_a_removed_one_move_out_and_come_back_with_it(filled: Library) -> None:
    filled.set_area("A", criterion="robots")
    filled.set_area("B", parent="A", criterion="speech recognition")
    filled.set_area("C", parent="B", examples=[key(2, 1)])
    filled.set_ask("Hear", areas=["B"])
    before = everything(filled)
    filled.remove_area("B")
    assert filled.area("C").parent == "A"
    assert [ask.areas for ask in filled.role().asks] == [()]
    filled.undo()
    assert everything(filled) == before
    assert [ask.areas for ask in filled.role().asks] == [("B",)]


def test_a_yes_and_a_no_are_learnt_from_and_taken_back_in_one_step(filled: Library) -> None:
    filled.set_area("Robots", examples=[key(0, 1), key(1, 1)])
    before = everything(filled)
    told = filled.settle("Robots", [key(1, n) for n in (1, 2, 3)], belongs=False)
    assert told.examples == (key(0, 1),) and len(told.counter_examples) == 3
    assert not {key(1, n) for n in range(PER_SUBJECT)} & members(filled, "Robots")
    again = filled.settle("Robots", [key(1, 1)], belongs=True)
    assert key(1, 1) in again.examples and key(1, 1) not in again.counter_examples
    filled.undo()
    filled.undo()
    assert everything(filled) == before
    with pytest.raises(JomoError, match="name it once"):
        filled.set_area("Robots", examples=[key(0, 1)], counter_examples=[key(0, 1)])


def test_questions_are_about_the_undecided_and_answered_ones_are_not_asked_again(filled: Library) -> None:
    filled.set_area("Mixed", criterion="robots speech proteins", examples=[key(0, 1), key(1, 1), key(2, 1)])
    asked = filled.borderline("Mixed", limit=50)
    assert len(asked) == filled.area("Mixed").borderline > 0
    doubts = [abs(one.probability - 0.5) for one in asked]
    assert max(doubts) <= 0.25 and all(one.why.endswith(".") for one in asked)
    first = filled.items_by_id([asked[0].item_id])[0].key
    filled.settle("Mixed", [first], belongs=False)
    assert asked[0].item_id not in {one.item_id for one in filled.borderline("Mixed", limit=50)}
    assert filled.borderline("Mixed", limit=2) == filled.borderline("Mixed", limit=50)[:2]


OUTLINE = """
1. Machines that move
   robots grasping arms
   - Arms
   - Legs
2. Sounds
   speech recognition
"""


def test_an_outline_becomes_areas_in_one_step(filled: Library) -> None:
    filled.set_area("Sounds", stance=Stance.IGNORED, reason="not now")
    made = filled.import_outline(OUTLINE)
    assert [(area.name, area.parent, area.stance) for area in made] == [
        ("Machines that move", None, Stance.UNDECIDED),
        ("Arms", "Machines that move", Stance.UNDECIDED),
        ("Legs", "Machines that move", Stance.UNDECIDED),
    ]
    assert key(0, 3) in members(filled, "Machines that move")
    assert filled.area("Sounds").stance is Stance.IGNORED
    assert filled.import_outline(OUTLINE) == []
    filled.undo()
    assert [area.name for area in filled.areas()] == ["Sounds"]


def test_an_area_follows_what_comes_in(filled: Library) -> None:
    filled.set_area("Robots", criterion="robots grasping arms", examples=[key(0, 1)])
    new = Document(key(0, 99), Kind.NOTE, f"{SUBJECTS[0]} anew", summary=f"{SUBJECTS[0]} {SUBJECTS[0]}")
    ingest(filled.store, [new], Options())
    assert key(0, 99) not in members(filled, "Robots")
    filled.embed()
    assert key(0, 99) in members(filled, "Robots")


def test_a_merged_item_stays_an_answer(filled: Library) -> None:
    from kb.store import items

    filled.set_area("Robots", examples=[key(0, 1)], counter_examples=[key(1, 1)])
    ids: Sequence[int] = [filled.item(key(1, n)).item.id for n in (1, 2)]
    with filled.store.write() as db:
        items.merge(db, ids[1], ids[0])
    assert filled.area("Robots").counter_examples == (key(1, 2),)
