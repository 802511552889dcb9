"""What a person does to areas: renaming, nesting, saying yes and no, importing an outline; every step
can be taken back."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kb.catalogue import RUSSIAN, speaking
from kb.errors import JomoError, NotFound
from kb.ingest.planning import Options
from kb.ingest.save import ingest
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
    library.work.embed()
    return library


def members(library: Library, name: str) -> set[str]:
    return {item.key for item in library.items.by_ids(library.areas.get(name).members)}


def everything(library: Library) -> list[tuple[Area, tuple[int, ...]]]:
    return [
        (area, tuple(sorted(matching_ids(library.store.read(), Filters(areas=(area.name,))))))
        for area in library.areas.every()
    ]


def test_a_renamed_area_keeps_all_it_had(filled: Library) -> None:
    made = filled.areas.set(
        "Robots", stance=Stance.TRACKED, criterion="robots grasping", examples=[key(0, 1)]
    )
    filled.areas.set("Arms", parent="Robots")
    filled.role.set_ask("Know robots", areas=["Robots"])
    renamed = filled.areas.set("Robots", rename="Robotics")
    assert (renamed.id, renamed.stance, renamed.criterion) == (made.id, Stance.TRACKED, "robots grasping")
    assert renamed.examples == (key(0, 1),) and renamed.asks == ("Know robots",)
    assert filled.areas.get("Arms").parent == "Robotics"
    assert [ask.areas for ask in filled.role.read().asks] == [("Robotics",)]
    with pytest.raises(NotFound, match="Robots"):
        filled.areas.get("Robots")
    filled.history.undo()
    assert filled.areas.get("Robots").id == made.id
    assert [ask.areas for ask in filled.role.read().asks] == [("Robots",)]


def test_two_areas_cannot_have_one_name(filled: Library) -> None:
    filled.areas.set("Robots")
    filled.areas.set("Speech")
    with pytest.raises(JomoError, match="another name"):
        filled.areas.set("Speech", rename="robots")
    with pytest.raises(NotFound):
        filled.areas.set("Nothing", rename="Something")
    assert filled.areas.set("Speech", rename="speech").name == "speech"
    for name, rename in (("r" * 81, None), ("Robots", "r" * 81)):
        with pytest.raises(JomoError, match="at most 80 characters"):
            filled.areas.set(name, rename=rename)


def test_members_of_an_area_inside_belong_to_those_around_it(filled: Library) -> None:
    filled.areas.set("Machines", criterion="robots grasping arms", examples=[key(0, 1), key(0, 2)])
    filled.areas.set(
        "Sounds", criterion="speech recognition", examples=[key(1, 1), key(1, 2)], parent="Machines"
    )
    filled.areas.set("Voices", examples=[key(2, 1)], parent="Sounds")
    assert members(filled, "Voices") <= members(filled, "Sounds") <= members(filled, "Machines")
    assert key(1, 5) in members(filled, "Sounds")
    why = {one.area: one.why for one in filled.areas.memberships(key(1, 5))}
    assert why["Machines"] == "It belongs to “Sounds” inside."
    assert "your example" in why["Sounds"] and "criterion" in why["Sounds"]
    with speaking(RUSSIAN):
        said = {one.area: one.why for one in filled.areas.memberships(key(1, 5))}
    assert said["Machines"] == "Относится к вложенным областям: «Sounds»."
    assert said["Sounds"].startswith("Материал ") and "похож на ваш пример «" in said["Sounds"]
    filled.areas.settle("Machines", [key(1, 5)], belongs=False)
    assert key(1, 5) not in members(filled, "Machines") and key(1, 5) in members(filled, "Sounds")


def test_an_area_cannot_lie_inside_itself(filled: Library) -> None:
    filled.areas.set("A")
    filled.areas.set("B", parent="A")
    filled.areas.set("C", parent="B")
    for name, around in (("A", "A"), ("A", "C"), ("A", "B")):
        with pytest.raises(JomoError, match="cannot lie inside"):
            filled.areas.set(name, parent=around)
    with pytest.raises(NotFound, match="Nowhere"):
        filled.areas.set("A", parent="Nowhere")
    assert filled.areas.set("B", parent="").parent is None


def test_areas_inside_a_removed_one_move_out_and_come_back_with_it(filled: Library) -> None:
    filled.areas.set("A", criterion="robots")
    filled.areas.set("B", parent="A", criterion="speech recognition")
    filled.areas.set("C", parent="B", examples=[key(2, 1)])
    filled.role.set_ask("Hear", areas=["B"])
    before = everything(filled)
    filled.areas.remove("B")
    assert filled.areas.get("C").parent == "A"
    assert [ask.areas for ask in filled.role.read().asks] == [()]
    filled.history.undo()
    assert everything(filled) == before
    assert [ask.areas for ask in filled.role.read().asks] == [("B",)]


def test_a_yes_and_a_no_are_learnt_from_and_taken_back_in_one_step(filled: Library) -> None:
    filled.areas.set("Robots", examples=[key(0, 1), key(1, 1)])
    before = everything(filled)
    told = filled.areas.settle("Robots", [key(1, n) for n in (1, 2, 3)], belongs=False)
    assert told.examples == (key(0, 1),) and len(told.counter_examples) == 3
    assert not {key(1, n) for n in range(PER_SUBJECT)} & members(filled, "Robots")
    again = filled.areas.settle("Robots", [key(1, 1)], belongs=True)
    assert key(1, 1) in again.examples and key(1, 1) not in again.counter_examples
    filled.history.undo()
    filled.history.undo()
    assert everything(filled) == before
    with pytest.raises(JomoError, match="name it once"):
        filled.areas.set("Robots", examples=[key(0, 1)], counter_examples=[key(0, 1)])


def test_questions_are_about_the_undecided_and_answered_ones_are_not_asked_again(filled: Library) -> None:
    filled.areas.set("Mixed", criterion="robots speech proteins", examples=[key(0, 1), key(1, 1), key(2, 1)])
    asked = filled.areas.borderline("Mixed", limit=50)
    assert len(asked) == filled.areas.get("Mixed").borderline > 0
    doubts = [abs(one.probability - 0.5) for one in asked]
    assert max(doubts) <= 0.25 and all(one.why.endswith(".") for one in asked)
    first = filled.items.by_ids([asked[0].item_id])[0].key
    filled.areas.settle("Mixed", [first], belongs=False)
    assert asked[0].item_id not in {one.item_id for one in filled.areas.borderline("Mixed", limit=50)}
    assert filled.areas.borderline("Mixed", limit=2) == filled.areas.borderline("Mixed", limit=50)[:2]


OUTLINE = """
1. Machines that move
   robots grasping arms
   - Arms
   - Legs
2. Sounds
   speech recognition
"""


def test_an_outline_becomes_areas_in_one_step(filled: Library) -> None:
    filled.areas.set("Sounds", stance=Stance.IGNORED, reason="not now")
    made = filled.areas.import_outline(OUTLINE)
    assert [(area.name, area.parent, area.stance) for area in made] == [
        ("Machines that move", None, Stance.UNDECIDED),
        ("Arms", "Machines that move", Stance.UNDECIDED),
        ("Legs", "Machines that move", Stance.UNDECIDED),
    ]
    assert key(0, 3) in members(filled, "Machines that move")
    assert filled.areas.get("Sounds").stance is Stance.IGNORED
    assert filled.areas.import_outline(OUTLINE) == []
    filled.history.undo()
    assert [area.name for area in filled.areas.every()] == ["Sounds"]


def test_an_area_follows_what_comes_in(filled: Library) -> None:
    filled.areas.set("Robots", criterion="robots grasping arms", examples=[key(0, 1)])
    new = Document(key(0, 99), Kind.NOTE, f"{SUBJECTS[0]} anew", summary=f"{SUBJECTS[0]} {SUBJECTS[0]}")
    ingest(filled.store, [new], Options())
    assert key(0, 99) not in members(filled, "Robots")
    filled.work.embed()
    assert key(0, 99) in members(filled, "Robots")


def test_the_words_of_areas_are_encoded_once_however_often_items_come(
    filled: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled.areas.set("Robots", criterion="robots grasping", examples=[key(0, 1)])
    asked: list[str] = []
    monkeypatch.setattr(filled.vectors, "encode_query", asked.append)
    late = Document("note:late", Kind.NOTE, "robots grasping arms late", summary="robots grasping robots")
    ingest(filled.store, [late], Options())
    filled.work.embed()
    filled.areas.refresh()
    assert "note:late" in members(filled, "Robots") and not asked


def test_a_merged_item_stays_an_answer(filled: Library) -> None:
    from kb.store import merges

    filled.areas.set("Robots", examples=[key(0, 1)], counter_examples=[key(1, 1)])
    ids: Sequence[int] = [filled.items.get(key(1, n)).item.id for n in (1, 2)]
    with filled.store.write() as db:
        merges.join(db, ids[1], ids[0])
    assert filled.areas.get("Robots").counter_examples == (key(1, 2),)
