"""What stands around the map gives its place up when it goes."""

from kb.ingest.save import ingest
from kb.library import Library
from kb.types import Document
from kb.ui.map.data import MapContents
from tests.conftest import PATIENCE_S
from tests.pages import AppTest


# Streamlit runs the words of this function by themselves, where these names mean nothing.
def around(library: "Library", contents: "MapContents") -> None:
    from kb.ui.map import selection, sidebar

    sidebar.draw(library, contents)
    selection.bar(library, contents)


def test_the_panel_and_the_bar_leave_an_empty_place(library: Library, contents: MapContents) -> None:
    app = AppTest.from_function(around, default_timeout=PATIENCE_S, args=(library, contents))
    app.query_params["topic"] = "11"
    app.session_state["map-chosen"] = [0, 1]
    app.run()
    for key in ("map-close", "map-clear"):
        app.button(key=key).click().run()
    assert not app.exception
    assert [node.type for node in app.main.children.values()] == ["empty", "empty"]


def test_all_that_is_chosen_is_handed_to_one_person(library: Library, contents: MapContents) -> None:
    chosen = [item for number in (0, 1) if (item := contents.item_of(number))]
    ingest(library.store, [Document(item.key, item.kind, item.title, "Words.") for item in chosen])
    app = AppTest.from_function(around, default_timeout=PATIENCE_S, args=(library, contents))
    app.session_state["map-chosen"] = [0, 1]
    app.run()
    app.button(key="map-hand-over").click().run()
    assert not app.exception
    [message] = app.code
    assert len(chosen) == 2 and all(item.title in message.value for item in chosen)
