"""The map for a Russian reader: its words travel to the browser, and what they mean stays."""

import json

from kb.catalogue import RUSSIAN, settle, speaking
from kb.library import Library
from kb.plots import NO_AREA
from kb.ui.map import chart, data, table
from kb.ui.map.data import MapContents, View
from tests.conftest import PATIENCE_S
from tests.pages import AppTest


def test_legend_and_areas_are_shown_in_russian_by_values_that_stay(contents: MapContents) -> None:
    with speaking(RUSSIAN):
        sent = json.loads(data.figure(contents, "language", dark=False).json)
    assert [trace["meta"].get("value") for trace in sent["figure"]["data"]][1:] == ["English", "Russian"]
    assert sent["words"] == {"English": "английский", "Russian": "русский"}
    assert sent["stances"] == {"ignored": "область «не слежу»"}
    assert sent["figure"]["data"][0]["meta"]["note"] == "Осознанно не слежу с 1 июня 2025: No time"


def test_the_table_speaks_russian(contents: MapContents) -> None:
    with speaking(RUSSIAN):
        _listed, columns = data.table(contents, [3, 0])
        view = View(colour="stance", hidden=frozenset({NO_AREA}), until=1, span="year")
        told = table.told(contents, view, 2)
    assert columns["Stance"] == ["не слежу", "вне областей"]
    assert told.startswith("2 материала · за год по февраль 2025 · без: вне областей. Выберите строки")


def test_the_browser_gets_words_and_forms_of_numbers() -> None:
    with speaking(RUSSIAN):
        words = chart.words_of_map()
    assert all(any("а" <= letter <= "я" for letter in said.lower()) for said in words.values())


# Streamlit runs the words of this function by themselves, where these names mean nothing.
def above(library: "Library", contents: "MapContents") -> None:
    from kb.ui.map import toolbar

    toolbar.tools(library, contents)


def test_a_colour_chosen_in_russian_keeps_its_address(library: Library, contents: MapContents) -> None:
    settle(lambda: RUSSIAN)
    app = AppTest.from_function(above, default_timeout=PATIENCE_S, args=(library, contents)).run()
    assert not app.exception
    assert app.title[0].value == "Карта"
    colours = app.selectbox(key="colour")
    assert colours.options[:2] == ["по зонам", "по отношению"]
    colours.set_value("by language").run()
    app.segmented_control(key="view").set_value("table").run()
    assert not app.exception
    assert (app.query_params["colour"], app.query_params["view"]) == ("by language", "table")
