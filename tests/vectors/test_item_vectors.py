"""The one vector by which an item is placed, likened and filed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pytest

from kb.embedding.unit import unit_rows
from kb.ingest.save import ingest
from kb.library import Library
from kb.settings import Settings
from kb.store import chunks, maps
from kb.types import Document, Kind
from kb.vectors.item_vectors import read_item_vectors
from tests.conftest import EngineEncoder

BREAD = (
    "The starter doubles within six hours when the kitchen is warm.",
    "Rye flour makes the dough sticky, so I add less water.",
    "Steam in the first ten minutes keeps the crust soft and lets the loaf rise.",
    "An overnight rest in the fridge gives more sour taste.",
    "Fold the dough every half an hour instead of kneading it.",
    "A cast iron pot holds the heat better than a baking stone.",
    "Too little salt and the dough runs flat over the basket.",
    "Whole grain drinks more water than white flour does.",
    "Score the loaf at a low angle with a sharp blade.",
    "The crumb was gummy because I cut the bread while it was hot.",
    "Feed the leaven with equal parts of flour and water.",
    "Seeds are soaked before they go into the dough.",
)
ROUTES = (
    "The pass is closed by snow until the middle of June.",
    "Trekking poles saved my knees on the long descent.",
    "The hut has no water after September, carry two litres.",
    "Start before sunrise, thunder comes to the ridge by noon.",
    "The marked trail crosses the river on a wire bridge.",
    "My tent stood well in the wind behind the moraine.",
    "The last bus from the valley leaves the station at six.",
    "Crampons are needed on the glacier even in August.",
    "The map shows a path along the cliff that no longer exists.",
    "From the summit one sees three lakes and the whole range.",
    "We lost the cairns in the fog and went back to the saddle.",
    "Boots dried overnight by the stove of the shelter.",
)


def notes(texts: Sequence[str]) -> list[Document]:
    return [
        Document(f"file:{place}", Kind.NOTE, f"Note {place}", text=text)
        for place, text in enumerate(texts, 1)
    ]


@pytest.fixture
def meant(settings: Settings) -> Iterator[Library]:
    """An empty library with the packaged model."""
    opened = Library(settings, encoder=EngineEncoder.here())
    yield opened
    opened.close()


def test_notes_titled_by_numbers_lie_by_what_they_say(meant: Library) -> None:
    ingest(meant.store, notes([text for both in zip(BREAD, ROUTES, strict=True) for text in both]))
    meant.work.embed()
    found = read_item_vectors(meant.store, meant.vectors.space)
    subjects = np.arange(len(found.item_ids)) % 2
    rows = unit_rows(found.vectors - found.vectors.mean(axis=0))
    likeness = rows @ rows.T - 9 * np.eye(len(rows))
    nearest = np.argsort(-likeness, axis=1)[:, :3]
    assert (subjects[nearest] == subjects[:, None]).mean() >= 0.75
    alike = [
        int(hit.item.title.split()[1]) % 2 == place % 2
        for place in range(1, len(rows) + 1)
        for hit in meant.search.similar(f"file:{place}", limit=3)
    ]
    assert np.mean(alike) >= 0.75


def vector_of(library: Library, *texts: str) -> np.ndarray:
    return unit_rows(library.vectors.encoder.encode_passages(texts).mean(axis=0))


@pytest.mark.parametrize(
    ("document", "speaking"),
    [
        (
            Document("file:1", Kind.PAPER, "Title", "Body of it", "What it is about"),
            ["Title\nWhat it is about"],
        ),
        (Document("file:1", Kind.NOTE, "Note 7", "Rye drinks water"), ["Rye drinks water"]),
        (Document("file:1", Kind.NOTE, "", "Rye drinks water"), ["Rye drinks water"]),
        (Document("file:1", Kind.ARTICLE, "A title alone"), ["A title alone"]),
        (
            Document(
                "file:1", Kind.NOTE, "Day", "# Bread\n\n" + "Rye. " * 150 + "\n\n# Hills\n\n" + "Snow. " * 150
            ),
            None,
        ),
    ],
)
def test_an_item_is_told_by_its_summary_or_else_by_its_text(
    library: Library, document: Document, speaking: list[str] | None
) -> None:
    ingest(library.store, [document])
    library.work.embed()
    if speaking is None:
        _, *speaking = [one.text for one in chunks.of_items(library.store.read(), [1])]
        assert len(speaking) > 1
    [found] = read_item_vectors(library.store, library.vectors.space).vectors
    assert found == pytest.approx(vector_of(library, *speaking), abs=2e-3)


@pytest.mark.parametrize(
    "document",
    [
        Document("post:1", Kind.POST, "Bread", "Flour and water."),
        Document("url:https://site.example/bread", Kind.ARTICLE, "Bread"),
        Document("arxiv:2501.00001", Kind.PAPER, "Bread", summary="Flour and water."),
    ],
    ids=["text", "title", "summary"],
)
def test_what_the_person_writes_to_an_item_does_not_speak_for_it(
    library: Library, document: Document
) -> None:
    ingest(library.store, [document])
    library.work.embed()
    space = library.vectors.space
    by_passage = chunks.beginnings(library.store.read(), space.fingerprint, space.dimension, [1])
    [before] = read_item_vectors(library.store, space).vectors
    library.notes.add(document.key, "Snow falls on the boats")
    library.work.embed()
    assert len(chunks.of_items(library.store.read(), [1])) == len(by_passage.chunk_ids) + 1
    [after] = read_item_vectors(library.store, space).vectors
    assert after == pytest.approx(before)
    now = chunks.beginnings(library.store.read(), space.fingerprint, space.dimension, [1])
    assert now.vectors == pytest.approx(by_passage.vectors)


def test_an_item_waits_until_all_that_speaks_for_it_is_embedded(library: Library) -> None:
    ingest(library.store, notes(["Bread. " * 200, "Snow"]))
    library.work.embed()
    fingerprint = library.vectors.space.fingerprint
    spoken = chunks.of_items(library.store.read(), [1])
    assert len(spoken) > 2 and maps.unplaced(library.store.read(), fingerprint) == 2
    with library.store.write() as db:
        db.execute(
            "DELETE FROM vectors WHERE text_hash = (SELECT text_hash FROM chunks WHERE id = ?)",
            (spoken[2].id,),
        )
    assert read_item_vectors(library.store, library.vectors.space).item_ids.tolist() == [2]
    assert maps.unplaced(library.store.read(), fingerprint) == 1
    library.map.update()
    assert maps.unplaced(library.store.read(), fingerprint) == 0
    library.work.embed()
    assert read_item_vectors(library.store, library.vectors.space).item_ids.tolist() == [1, 2]
    assert maps.unplaced(library.store.read(), fingerprint) == 1


@pytest.mark.parametrize("count", [1, 2, 6, 13])
@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Log", "The same words"),
        ("Log", ""),
        ("Log", "Entry {} of many"),
        ("", "Entry {} of many"),
        ("—", "…"),
        ("Запись {}", "Про хлеб и воду"),
    ],
)
def test_a_library_of_little_that_differs_has_a_map_areas_and_likeness(
    library: Library, count: int, title: str, text: str
) -> None:
    ingest(
        library.store,
        [
            Document(f"file:{n}", Kind.NOTE, title.format(n), text=text.format(n % 2))
            for n in range(1, count + 1)
        ],
    )
    library.work.embed()
    library.map.update()
    drawn = library.map.update(rebuild=True)
    assert len({(point.x, point.y) for point in drawn.points}) == count
    area = library.areas.set("Bread", criterion="dough", examples=["file:1"])
    assert area.members[:1] == (1,) and library.areas.members("Bread")
    assert len(library.search.similar("file:1", limit=20)) == count - 1
