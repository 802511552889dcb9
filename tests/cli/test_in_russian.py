"""Commands for a Russian reader: what they print, their help, what was wrong with a call; and what programs
read stays as it is."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.cli import main
from tests.conftest import Command

KEY = "arxiv:2503.19950"


@pytest.fixture
def kb(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kb_on: Callable[[Path], Command]
) -> Command:
    """Runs a command on a sample library, in Russian."""
    shutil.copy(sample, tmp_path)
    monkeypatch.setenv("KB_LANGUAGE", "ru")
    monkeypatch.setenv("KB_BACKUPS", "0")
    return kb_on(tmp_path)


@pytest.mark.parametrize(("many", "said"), [(1, "1 материал"), (2, "2 материала"), (5, "5 материалов")])
def test_numbers_of_things_have_their_forms(kb: Command, tmp_path: Path, many: int, said: str) -> None:
    keys = [item["key"] for item in kb("list", "--limit", str(many), "--json").json]
    named = [word for key in keys for word in ("--key", key)]
    assert kb("travel", str(tmp_path / "train.epub"), *named).err.strip().endswith(f", {said}")


def test_what_is_filed_is_said_in_russian_and_stored_as_ever(kb: Command) -> None:
    moved = kb("move", KEY, "inbox").out.strip()
    assert moved.startswith(f"{KEY}: ") and moved.endswith(" → входящие")
    assert kb("state", KEY, "reading").out.strip().endswith(" → читаю")
    shown = kb("show", KEY).out
    assert "статья  входящие  читаю  " in shown and "опубликовано: 2025-" in shown
    [item] = [item for item in kb("list", "--json").json if item["key"] == KEY]
    assert (item["zone"], item["state"]) == ("inbox", "reading")


def test_a_report_of_an_import(kb: Command, tmp_path: Path) -> None:
    (tmp_path / "note.md").write_text("# Заметка\n\nО памяти моделей.\n")
    said = kb("add", str(tmp_path / "note.md"), str(tmp_path / "none.md"), "--no-embed").out
    assert "добавлено: 1, обновлено: 0, без изменений: 0, не удалось: 1" in said
    assert "заметка" in said and "отменит всё это" in said


@pytest.mark.parametrize(
    ("called", "said"),
    [
        ("search attention -n 0", "Неверное значение '-n': значение должно быть не меньше 1; "),
        ("picture map.svg --width wide", "'--width': здесь должно быть целое число"),
        ("list --zone attic", "'--zone': 'attic' — не из списка: 'inbox', 'must-have'"),
        ("list --since 2025-13", "'--since': пишите даты так: 2025, 2025-06 или 2025-06-30"),
        ("move post:1", "Последним словом должна быть зона: inbox, must-have"),
        ("list --colour red", "Нет такого параметра: --colour"),
        ("forks file now", "Лишние аргументы (now)"),
        ("serach", "Нет такой команды: 'serach' (может быть, 'search'"),
        ("search", "Не указан аргумент 'запрос'; что принимает команда, скажет python -m kb search -h"),
    ],
)
def test_what_was_wrong_with_a_call(kb: Command, called: str, said: str) -> None:
    run = kb(*called.split())
    assert run.status == 2
    [line] = run.err.replace("\u00a0", " ").splitlines()
    assert said in line and line.endswith("-h")


def test_help_is_russian_to_its_frame_and_in_english_again(
    kb: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = kb("replay", "-h").out
    assert "Вызов: python -m kb replay [ПАРАМЕТРЫ]" in said and "Пример: python -m kb replay" in said
    assert "─ Параметры ─" in said and "[обычно: 1]" in said and "Показать эту справку и выйти." in said
    assert "─ Аргументы ─" in kb("search", "-h").out and "─ Фильтры ─" in kb("search", "-h").out
    assert "─ Команды ─" in kb("-h").out
    monkeypatch.setenv("KB_LANGUAGE", "en")
    said = kb("replay", "-h").out
    assert "Usage: python -m kb replay [OPTIONS]" in said and "─ Options ─" in said
    assert "[default: 1]" in said and "Show this message and exit." in said


@pytest.mark.parametrize(
    "words",
    [
        ("show", KEY),
        ("suggest",),
        ("gate",),
        ("review",),
        ("criteria", "propose"),
        ("areas", "list"),
        ("undo", "--list"),
    ],
)
def test_what_programs_read_is_the_same_in_every_language(
    kb: Command, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    kb("move", KEY, "nice-to-have")
    in_russian = kb(*words, "--json").json
    monkeypatch.setenv("KB_LANGUAGE", "en")
    assert in_russian == kb(*words, "--json").json


def test_what_is_wrong_with_the_settings_is_said_in_the_language_of_the_system(
    kb: Command, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KB_LANGUAGE", "klingon")
    monkeypatch.setenv("LANGUAGE", "ru")
    monkeypatch.setattr(sys, "argv", ["kb", "list"])
    with pytest.raises(SystemExit):
        main()
    said = capsys.readouterr().err
    assert said == "KB_LANGUAGE: здесь должно быть 'auto', 'en' или 'ru'; исправьте переменную или kb.toml\n"


def test_a_trace_of_use_says_why_in_the_language_of_who_reads_it(kb: Command, tmp_path: Path) -> None:
    note = tmp_path / "mine.md"
    note.write_text(
        "# Mine\n\nWe tried arxiv.org/abs/2503.19950 in our own service and it halved the memory.\n"
    )
    said = kb("evidence", str(note)).out
    assert "названо в своём предложении" in said and "named in" not in said
    [trace] = kb("evidence", str(note), "--json").json
    assert trace["reason"] == "named in a sentence of one's own"
