"""What importing refuses, for a Russian reader: whole sentences, forms of numbers, no English between."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.catalogue import RUSSIAN, speaking
from kb.importers import ImportContext, documents
from kb.types import Failure
from tests.importers.telling import line


@pytest.fixture(autouse=True)
def in_russian() -> Iterator[None]:
    with speaking(RUSSIAN):
        yield


def refused(spec: Path | str, cache: Path) -> list[Failure]:
    found = documents(str(spec), ImportContext(cache, network=False))
    return [one for one in found if isinstance(one, Failure)]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.md", "", "empty.md: файл пуст, сохранять нечего"),
        ("cut.json", '[{"title": "A"},\n', "cut.json похож на JSON, но обрывается или повреждён в строке 2"),
        ("none.json", "[]", "none.json: пустой список, сохранять нечего"),
        ("paper.pdf", "no pdf", "paper.pdf: это не PDF, хотя назван так; откройте его и сохраните как PDF"),
    ],
)
def test_what_is_wrong_with_a_file(name: str, content: str, said: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content)
    [failure] = refused(tmp_path / name, tmp_path / "cache")
    assert failure.reason.startswith(said)


def test_records_that_are_left_out_are_counted_in_a_sentence(tmp_path: Path) -> None:
    table = tmp_path / "pocket.csv"
    table.write_text(
        "title,url,time_added,tags,status\n"
        "A,https://site.example/a,1700000000,,unread\n"
        "B,javascript:void(0),1700000000,,unread\n"
        "C,nothing,1700000000,,unread\n"
    )
    told = {failure.spec: line(failure) for failure in refused(table, tmp_path / "cache")}
    assert told == {
        "pocket.csv": "строки, которые не ведут на веб-страницы (скрипты, запросы, файлы): 1; left out",
        "pocket.csv, строка 3": "«C»: нет веб-адреса (nothing)",
    }


def test_an_archive_says_what_was_left_out_of_it(tmp_path: Path) -> None:
    archive = tmp_path / "notes.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for n in range(5):
            packed.writestr(f"../out{n}.md", "A note.")
        packed.writestr("in.md", "A note.")
    [failure] = refused(archive, tmp_path / "cache")
    assert failure.reason == (
        "В notes.zip имена ведут наружу; пропущено: ../out0.md, ../out1.md, ../out2.md и ещё 2"
    )


@pytest.mark.parametrize(
    ("messages", "said"),
    [(1, "после 1 сообщения"), (2, "после 2 сообщений"), (21, "после 21 сообщения")],
)
def test_a_chat_that_breaks_off(messages: int, said: str, tmp_path: Path) -> None:
    told = [
        {"id": n, "type": "message", "date_unixtime": "1700000000", "from": "Anna", "text": f"Note {n}"}
        for n in range(1, messages + 1)
    ]
    whole = json.dumps({"name": "Chat", "type": "private_group", "id": 1, "messages": told})
    (tmp_path / "result.json").write_text(whole.removesuffix("]}"))
    [failure] = refused(tmp_path / "result.json", tmp_path / "cache")
    assert failure.reason.startswith("result.json обрывается ") and said in failure.reason


def test_what_a_folder_holds_that_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "note.md").symlink_to("none.md")
    [failure] = [one for one in refused(tmp_path / "folder", tmp_path / "cache") if "note.md" in one.spec]
    assert failure.reason == "note.md: ссылка никуда не ведёт; пропущено"
