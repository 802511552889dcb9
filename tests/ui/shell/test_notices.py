"""What was just done is said once, and goes back once however often that is asked."""

from __future__ import annotations

import pytest

from kb.errors import NotFound
from kb.ingest.save import ingest
from kb.library import Library
from kb.types import Document, Kind, Zone
from tests.conftest import PATIENCE_S
from tests.pages import AppTest

PAPER = Document("arxiv:2501.00001", Kind.PAPER, "Paper", "Text.")


def _pressed_twice(home: str, step: int) -> None:
    from pathlib import Path

    from kb.library import Library
    from kb.settings import Settings
    from kb.ui.shell import notices

    library = Library(Settings(home=Path(home), network=False))
    notices.take_back(library, step)
    notices.take_back(library, step)
    notices.draw(library)
    library.close()


def test_undo_pressed_again_before_it_was_answered_says_the_same_again(library: Library) -> None:
    ingest(library.store, [PAPER])
    library.items.tag([PAPER.key], "kept")
    library.triage.move([PAPER.key], Zone.MUST_HAVE)
    step = library.history.last()
    assert step is not None
    asked = {"home": str(library.home), "step": step.id}
    app = AppTest.from_function(_pressed_twice, default_timeout=PATIENCE_S, kwargs=asked).run()
    assert not app.exception and not app.error
    assert ["Taken back." in line.value for line in app.markdown] == [True]
    item = library.items.get(PAPER.key).item
    assert (item.zone, item.tags) == (Zone.INBOX, ("kept",))


def _in_runs(home: str) -> None:
    """A run that does something, one that is to say so and is not finished, and those behind it."""
    from pathlib import Path

    import streamlit as st

    from kb.library import Library
    from kb.settings import Settings
    from kb.ui.shell import notices

    library = Library(Settings(home=Path(home), network=False))
    run = st.session_state["run"] = st.session_state.get("run", 0) + 1
    with notices.telling():
        notices.draw(library)
        library.close()
        if run == 1:
            notices.say("Written down.")
        if run <= 2:
            st.rerun()


def test_what_a_run_said_that_another_took_the_place_of_is_said_by_that_one(library: Library) -> None:
    asked = {"home": str(library.home)}
    app = AppTest.from_function(_in_runs, default_timeout=PATIENCE_S, kwargs=asked).run()
    assert not app.exception and app.session_state["run"] == 3
    assert ["Written down." in line.value for line in app.markdown] == [True]
    assert not app.run().markdown


def _removed_elsewhere(home: str) -> None:
    from pathlib import Path

    from kb.library import Library
    from kb.settings import Settings
    from kb.ui.shell import notices

    library = Library(Settings(home=Path(home), network=False))
    notices.act(library, lambda: library.areas.remove("Boats"), "Removed.")
    notices.draw(library)
    library.close()


def test_a_page_says_what_to_do_on_it_where_something_is_gone(library: Library) -> None:
    """The command that lists what there is belongs to commands."""
    asked = {"home": str(library.home)}
    app = AppTest.from_function(_removed_elsewhere, default_timeout=PATIENCE_S, kwargs=asked).run()
    shown = " ".join(line.value for line in (*app.error, *app.markdown))
    assert "No area is called Boats. It was removed or renamed meanwhile; load this page anew" in shown
    assert "lists them" not in shown
    with pytest.raises(NotFound, match="No area is called Boats; `areas` lists them"):
        library.areas.remove("Boats")
