"""A round of triage keeps the person's place, whatever they do."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kb.library import Library
from kb.settings import PROJECT_ROOT, Settings
from kb.types import Zone
from kb.ui.round import LENGTH, Round


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    monkeypatch.setenv("KB_HOME", str(tmp_path / "home"))
    opened = Library(Settings())
    opened.stop_jobs()
    notes = tmp_path / "notes"
    notes.mkdir()
    for number in range(LENGTH + 5):
        (notes / f"n{number}.md").write_text(f"# Note {number}\n\nText number {number}.\n")
    opened.add([str(notes)])
    yield opened
    opened.close()


def test_a_round_is_bounded_and_another_follows(library: Library) -> None:
    round_ = Round()
    for done in range(LENGTH):
        cards = round_.cards(library)
        assert (round_.position(cards), round_.total(cards)) == (done + 1, LENGTH)
        card = round_.next(cards)
        assert card is not None
        round_.file(library, card, Zone.PUT_AND_FORGET)
    assert round_.next(round_.cards(library)) is None
    round_.renew()
    assert len(round_.cards(library)) == 5


def test_a_key_pressed_twice_files_one_card(library: Library) -> None:
    round_ = Round()
    card = round_.cards(library)[0]
    round_.file(library, card, Zone.MUST_HAVE)
    round_.file(library, card, Zone.NICE_TO_HAVE)
    assert library.items_by_id([card.id])[0].zone is Zone.MUST_HAVE
    assert round_.done() == 1


def test_undo_brings_the_card_back_first_even_if_it_is_old(library: Library) -> None:
    oldest = library.triage_queue()[-1]
    round_ = Round()
    library.move([oldest.key], Zone.NO_NEED)
    round_.undo(library)
    shown = round_.next(round_.cards(library))
    assert shown is not None and shown.id == oldest.id
    assert round_.done() == 0


def test_undo_leaves_other_steps_alone(library: Library) -> None:
    item = library.triage_queue()[0]
    library.move([item.key], Zone.MUST_HAVE)
    library.move([item.key], Zone.PUT_AND_FORGET)
    Round().undo(library)
    assert library.items_by_id([item.id])[0].zone is Zone.PUT_AND_FORGET


def test_skipped_cards_come_back_on_request(library: Library) -> None:
    app = AppTest.from_file(str(PROJECT_ROOT / "app.py"), default_timeout=30).run()
    app.switch_page("pages/triage.py").run()
    for number in range(LENGTH):
        skip = next(button for button in app.button if str(button.key).startswith("skip-"))
        assert f"**{number + 1} of {LENGTH}**" in " ".join(str(line.value) for line in app.markdown)
        skip.click().run()
    app.button(key="again").click().run()
    assert not app.exception
    assert f"**1 of {LENGTH}**" in " ".join(str(line.value) for line in app.markdown)
