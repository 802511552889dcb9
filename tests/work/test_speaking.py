"""What background work tells, in the language of whoever looks on."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from kb.catalogue import RUSSIAN, speaking
from kb.clock import now
from kb.library import Library
from kb.settings import Settings
from kb.store import jobs
from kb.work.queue import KINDS, Lane
from tests.conftest import PATIENCE_S


def test_a_process_speaks_as_who_started_it(settings: Settings, tmp_path: Path) -> None:
    library = Library(settings)
    deadline = time.monotonic() + PATIENCE_S
    with speaking(RUSSIAN):
        library.work.queue_import([str(tmp_path / "gone.md")])
    while not library.intake.last() and time.monotonic() < deadline:
        time.sleep(0.1)
    library.work.stop()
    [record] = library.intake.last()
    library.close()
    [failure] = record.failed
    with speaking(RUSSIAN):
        report = Library(settings).intake.add([str(tmp_path / "gone.md")])
    assert [one.reason for one in report.failed] == [failure.reason]
    assert not failure.reason.isascii()


@pytest.mark.parametrize(
    ("kind", "lane", "place", "message", "told"),
    [
        (jobs.IMPORT, Lane.SAVE, "чтение a.pdf", "Импорт", "чтение a.pdf; что было раньше, сохранено"),
        (jobs.MAP, Lane.THINK, "", "Построение карты", "построение карты; причина может быть в папке `logs`"),
        (jobs.MAP, Lane.THINK, "", "", "самое начало; причина может быть в папке `logs`"),
    ],
)
def test_what_ends_its_process_again_and_again_is_told_in_russian(
    library: Library, kind: str, lane: Lane, place: str, message: str, told: str
) -> None:
    with speaking(RUSSIAN), library.store.write() as db:
        number = jobs.enqueue(db, kind, {"specs": ["a.pdf"]}, now())
        for _death in range(jobs.MAX_DEATHS):
            jobs.start(db, number, now())
            jobs.advance(db, number, 0, 0, message)
            jobs.note_place(db, number, place)
            jobs.requeue_interrupted(db, KINDS[lane], now())
    [failed] = library.work.failed()
    assert failed.message.startswith(f"Процесс завершился 3 раза, последний раз на этапе: {told}")
