"""The page of an item: what is done in its bar, and the way it was come by."""

from __future__ import annotations

from kb.library import Library
from kb.triage.putting_off import Later
from kb.types import Filters, State, Verdict, Zone
from kb.ui.shell.trail import Trail
from tests.ui.test_pages import visit


def test_the_bar_marks_judges_puts_off_and_cites(sampled: Library) -> None:
    [item] = sampled.items.select(Filters(zones=(Zone.MUST_HAVE,)), limit=1)
    app = visit("item", key=item.key)
    app.button(key="bar-read").click().run()
    assert sampled.items.get(item.key).item.state is State.READ
    app.button(key="bar-undo").click().run()
    assert sampled.items.get(item.key).item.state is item.state
    app.menu_button(key=f"bar-verdict-{item.id}").set_value(Verdict.DIRECT).run()
    assert sampled.items.get(item.key).item.verdict is Verdict.DIRECT
    app.menu_button(key=f"more-later-{item.id}").set_value(Later.TOMORROW).run()
    assert item.id in sampled.triage.snoozed()
    app.menu_button(key=f"bar-cite-{item.id}").set_value("bibtex").run()
    assert any(block.value.startswith("@") for block in app.code)
    assert not app.exception


def test_next_and_previous_are_those_of_the_list_that_has_the_item() -> None:
    trail = Trail("Today", {}, {"now": dict.fromkeys("abc"), "begun": dict.fromkeys("cd")})
    assert trail.around("a") == (None, "b")
    assert trail.around("c") == ("b", None)
    assert trail.around("d") == ("c", None)
    assert trail.around("x") == (None, None)
    assert trail.page == "pages/today.py"
