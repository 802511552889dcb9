"""What stands around the map gives its place up when it goes."""

from kb.library import Library
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
