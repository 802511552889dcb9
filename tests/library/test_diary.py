"""The diary: written, taken out and back, told to nobody who did not ask for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kb.catalogue import RUSSIAN, speaking
from kb.errors import JomoError, NotFound
from kb.exporting import Format
from kb.exporting.report import Form
from kb.library import Library
from kb.triage.inbox_size import inbox_sizes
from kb.types import SearchMode
from tests.conftest import Command

SECRET = "Zwischenfall"


def write(library: Library, **said: object) -> int:
    given = {"situation": f"{SECRET} at the meeting", "emotion": "dread", "strength": 70, **said}
    return library.diary.add(**given).id  # type: ignore[arg-type]


def test_an_entry_is_written_taken_out_and_every_step_goes_back(library: Library) -> None:
    first = write(library, thought="they all know it", reaction="read on until two")
    [entry] = library.diary.entries()
    assert (entry.emotion, entry.strength, entry.reaction) == ("dread", 70, "read on until two")
    library.diary.remove(first)
    assert library.diary.entries() == []
    library.history.undo()
    assert library.diary.entries() == [entry]
    library.history.undo()
    assert library.diary.entries() == []
    with pytest.raises(NotFound, match="no entry"):
        library.diary.remove(first)


def test_taking_out_goes_back_before_the_writing_does(library: Library) -> None:
    library.diary.remove(write(library))
    taken_out, written = library.history.steps(2)
    with pytest.raises(JomoError, match="later"):
        library.history.undo(written.id)
    library.history.undo(taken_out.id)
    library.history.undo(written.id)
    assert library.diary.entries() == []


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"situation": " ", "emotion": ""}, "says something"),
        ({"strength": 101}, "0 to 100"),
        ({"strength": -1}, "0 to 100"),
        ({"at": "2999-01-01"}, "to come"),
        ({"at": "yesterday"}, "no date"),
    ],
)
def test_what_is_no_entry_is_said_in_a_line(library: Library, said: dict[str, object], told: str) -> None:
    with pytest.raises(JomoError, match=told):
        write(library, **said)
    assert library.diary.entries() == []


def test_what_is_no_entry_is_said_in_russian(library: Library) -> None:
    with speaking(RUSSIAN):
        with pytest.raises(JomoError, match="напишите от 0 до 100"):
            write(library, strength=101)
        with pytest.raises(NotFound, match="Записи 7 в дневнике нет; номера показывает `diary list`"):
            library.diary.remove(7)


def test_nobody_is_told(library: Library, tmp_path: Path) -> None:
    library.intake.load_sample()
    number = write(library)
    library.diary.remove(number)
    library.history.undo()
    assert library.search.hits(SECRET, mode=SearchMode.WORDS) == []
    for form in Format:
        library.upkeep.export(tmp_path / "out" / form, form)
    for kind in Form:
        assert SECRET not in library.reports.written("2020", "2030", kind)
    written = [path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert written and not any(
        SECRET.encode() in one or b"diary-" in one or b"diary:" in one for one in written
    )
    assert SECRET not in str([library.history.changes(step) for step in library.history.steps(9)])


def test_a_report_holds_it_when_it_is_asked_for(library: Library) -> None:
    write(library, at="2026-03-05")
    write(library, situation="another year", at="2025-03-05")
    for form in (Form.MARKDOWN, Form.HTML, Form.JSON):
        told = library.reports.written("2026", "2026", form, with_diary=True)
        assert SECRET in told and "another year" not in told
    with pytest.raises(JomoError, match="holds no diary"):
        library.reports.written("2026", "2026", Form.HTML, with_diary=True, share_safe=True)


def test_a_backup_holds_it(library: Library, tmp_path: Path) -> None:
    write(library)
    library.upkeep.backup(tmp_path / "copy.jomo")
    assert (tmp_path / "copy.jomo").stat().st_size > 0
    assert library.store.read().execute("SELECT count(*) FROM diary").fetchone()[0] == 1


def test_the_inbox_day_by_day() -> None:
    days = ["2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04"]
    zones = {
        1: [("2026-03-01T10:00:00+00:00", "inbox"), ("2026-03-03T10:00:00+00:00", "must-have")],
        2: [("2026-03-02T10:00:00+00:00", "inbox")],
        3: [("2026-03-02T10:00:00+00:00", "nice-to-have")],
        # Moved back to the inbox, and out again on the same day.
        4: [
            ("2026-03-01T09:00:00+00:00", "nice-to-have"),
            ("2026-03-04T09:00:00+00:00", "inbox"),
            ("2026-03-04T10:00:00+00:00", "must-have"),
        ],
        5: [("2026-03-01T10:00:00+00:00", "inbox")],
        6: [("2026-03-01T10:00:00+00:00", "inbox")],
    }
    shown = {5: "2026-03-04T08:00:00+00:00", 6: None}
    assert inbox_sizes(zones, shown, days) == [1, 2, 1, 2]


def test_the_commands(kb_on: Callable[[Path], Command], library: Library) -> None:
    kb = kb_on(library.home)
    [made] = kb(
        "diary", "add", "--situation", "Forty papers", "--emotion", "тревога", "--strength", "60", "--json"
    ).json
    assert {**made, "at": ""} == {
        "id": 1, "at": "", "situation": "Forty papers", "thought": "", "emotion": "тревога", "strength": 60,
        "reaction": "",
    }  # fmt: skip
    assert kb("diary", "list", "--json").json == [made]
    assert kb("diary", "add").status == 2
    assert kb("diary", "remove", "7").status == 2
    assert kb("diary", "remove", "1").status == 0
    assert kb("undo").status == 0
    assert kb("diary", "list", "--json").json == [made]
