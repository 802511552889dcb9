"""What the pages say of the reading lists, and what a session goes through by its address."""

from __future__ import annotations

import pytest

from kb.library import Library
from kb.triage.choosing import Order
from kb.triage.putting_off import OFTEN
from kb.types import Filters, Kind, State, Zone
from kb.ui.triage.choosing import Chosen
from tests.pages import AppTest, visit

MUST = Filters(zones=(Zone.MUST_HAVE,), states=(State.UNREAD, State.READING))


def said(app: AppTest) -> str:
    return "\n".join(str(element.value) for element in app.markdown)


def test_today_asks_about_what_is_put_off_again_and_again_and_lets_go_of_what_expired(
    sampled: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KB_MUST_HAVE_LIMIT", "3")
    first = sampled.items.select(MUST)[0]
    for n in range(OFTEN):
        sampled.triage.snooze([first.key], f"2999-01-0{n + 1}")
    expiring = sampled.lists.expiring()
    assert expiring
    app = visit("today")
    assert f"Put off {OFTEN} times: still a must?" in said(app)
    assert "Must-have holds 5, and is meant to hold 3 at most." in said(app)
    app.button(key=f"often-down-{first.id}").click().run()
    assert "No longer a must" in said(app)
    assert sampled.items.get(first.key).item.zone is Zone.NICE_TO_HAVE
    assert not [button for button in app.button if str(button.key).startswith("often-")]
    app.button(key="expire-all").click().run()
    assert sampled.lists.expiring() == []
    app.button(key="notice-undo").click().run()
    assert sampled.lists.expiring() == expiring and not app.exception


def test_an_address_says_what_a_session_goes_through() -> None:
    assert Chosen().address == {}
    narrowed = Chosen(filters=Filters(kinds=(Kind.POST,), sources=("a", "b")), order=Order.OLDEST)
    assert narrowed.address == {"kind": ["post"], "source": ["a", "b"], "order": ["oldest"]}
    assert Chosen(Zone.NICE_TO_HAVE).address == {"thin": ["nice-to-have"]}


def test_what_was_chosen_stays_while_an_item_is_looked_at(sampled: Library) -> None:
    app = visit("triage", kind="post", order="oldest", thin="nowhere")
    chosen = Chosen(filters=Filters(kinds=(Kind.POST,)), order=Order.OLDEST)
    for elsewhere, kept in (("item", chosen), ("history", Chosen())):
        assert app.session_state["triage-chosen"] == chosen
        app.switch_page(f"pages/{elsewhere}.py").run()
        app.query_params.clear()
        app.switch_page("pages/triage.py").run()
        assert app.session_state["triage-chosen"] == kept and not app.exception
    app.button_group(key="triage-list").set_value("thin").run()
    assert app.session_state["triage-chosen"] == Chosen(Zone.MUST_HAVE)
    assert app.query_params["thin"] == "must-have" and not app.exception


def test_a_session_is_chosen_in_russian_and_means_the_same(
    sampled: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KB_LANGUAGE", "ru")
    app = visit("triage")
    assert [one.value for one in app.title] == ["Разбор"]
    lists = app.button_group(key="triage-list")
    assert lists.options == ["Входящие", "Проредить"]
    lists.set_value("thin").run()
    assert app.session_state["triage-chosen"] == Chosen(Zone.MUST_HAVE) and not app.exception
    drawn = len(sampled.lists.to_triage(Filters(), Order.LOT))
    assert f"{drawn} из остального, наугад." in said(visit("triage", order="lot"))


def test_an_order_tells_what_it_is_worth_for_what_it_brings_up(sampled: Library) -> None:
    waiting = len(sampled.lists.to_triage(Filters(), Order.BEST))
    held = sampled.ranking.held()
    told = held.says(waiting) if held else "Too few picks of yours yet to tell how well this order does."
    assert told in said(visit("triage", order="best"))
    drawn = len(sampled.lists.to_triage(Filters(), Order.LOT))
    assert f"{drawn} of the rest, by lot." in said(visit("triage", order="lot"))
    assert "by lot" not in said(visit("triage", order="lot", thin="must-have"))
