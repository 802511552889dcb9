"""Days of lines by the history of a repository, made here commit by commit."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from kb import git
from kb.writing.history import LineDays
from kb.writing.repositories import Repositories
from tests.repository import Repository, needs_git

pytestmark = needs_git

RUSSIAN = (
    "Внимание заменяет рекуррентность, и это главное в статье.\nВторая строка о том же самом подробно.\n"
)


class Notes(Repository):
    """A repository of Markdown, and what its history says of its lines."""

    def commit(self, day: str, **files: str | None) -> str:
        return self.write(day, {f"{name}.md": text for name, text in files.items()})

    def days(self, name: str) -> list[str | None]:
        text = (self.root / f"{name}.md").read_text(encoding="utf-8")
        return list(self.read().days(f"{name}.md", text, "now"))[:-1]

    def read(self) -> LineDays:
        lines = LineDays(lambda path: b"")
        first = git.cut_off(self.root)
        for commit in git.commits(self.root, git.head(self.root), endings=[".md"]):
            lines.apply(commit, is_first=commit.id in first)
        return lines


@pytest.fixture
def repository(tmp_path: Path) -> Notes:
    return Notes(tmp_path / "заметки с пробелом")


def test_a_line_has_the_day_of_its_author_on_which_it_was_written(repository: Notes) -> None:
    repository.commit("2021-03-04", a="first line\n")
    repository.commit("2022-05-06", a="first line\n\nsecond line\n--- a/not a head\n+++ b/nor this\n")
    assert repository.days("a") == ["2021-03-04", None, "2022-05-06", "2022-05-06", "2022-05-06"]


@pytest.mark.parametrize(
    "block", [RUSSIAN, RUSSIAN.replace("\n", "\r\n"), "An English block of words.\nAnd more.\n"]
)
def test_a_block_that_was_moved_keeps_its_day(repository: Notes, block: str) -> None:
    repository.commit("2021-03-04", a=f"начало\n{block}")
    repository.commit("2022-05-06", a="начало\n", b="# Другая заметка\n" + block.replace("В", "> В"))
    assert set(repository.days("b")[1:]) == {"2021-03-04"}
    assert repository.days("b")[0] == "2022-05-06"


def test_a_block_of_a_renamed_file_keeps_its_day(repository: Notes) -> None:
    repository.commit("2021-03-04", a=RUSSIAN)
    repository.commit("2022-05-06", a=None, b=RUSSIAN)
    assert set(repository.days("b")) == {"2021-03-04"}


def test_a_copy_has_a_day_of_its_own(repository: Notes) -> None:
    repository.commit("2021-03-04", a=RUSSIAN)
    repository.commit("2022-05-06", a=RUSSIAN, b=RUSSIAN)
    assert set(repository.days("a")) == {"2021-03-04"}
    assert set(repository.days("b")) == {"2022-05-06"}


@pytest.mark.parametrize(("back", "day"), [("2021-04-03", "2021-03-04"), ("2022-05-06", "2022-05-06")])
def test_what_comes_back_soon_was_moved_and_what_comes_back_late_is_written_again(
    repository: Notes, back: str, day: str
) -> None:
    repository.commit("2021-03-04", a=RUSSIAN)
    repository.commit("2021-04-02", a="пусто\n")
    repository.commit(back, b=RUSSIAN)
    assert set(repository.days("b")) == {day}


def test_lines_of_a_branch_keep_their_days_and_those_of_the_merge_have_its_own(
    repository: Notes,
) -> None:
    repository.commit("2021-01-01", a="top\nmiddle\nend\n")
    repository.run("checkout", "-q", "-b", "side")
    repository.commit("2021-02-02", a="top\nmiddle of the side\nend\n", b="строка ветки\n")
    repository.run("checkout", "-q", "main")
    repository.commit("2021-03-03", a="top\nmiddle of main\nend\n")
    with pytest.raises(subprocess.CalledProcessError):
        repository.run("merge", "side")
    repository.commit("2021-04-04", a="top\nmiddle of both\nmiddle of main\nend\n")
    assert repository.days("a") == ["2021-01-01", "2021-04-04", "2021-03-03", "2021-01-01"]
    assert repository.days("b") == ["2021-02-02"]


def test_reading_on_gives_what_reading_all_gives(repository: Notes) -> None:
    first = repository.commit("2021-03-04", a=RUSSIAN, c="осталась\n")
    kept = dict(repository.read().touched())
    buried = repository.read().buried(0)
    last = repository.commit("2022-05-06", a=None, b=RUSSIAN + "новая строка\n")
    lines = LineDays(lambda path: kept.get(path, b""), buried)
    for commit in git.commits(repository.root, last, first, endings=[".md"]):
        lines.apply(commit)
    assert dict(lines.touched()) == {
        name: days for name, days in repository.read().touched() if name != "c.md"
    }
    assert git.leads_to(repository.root, first, last)
    assert not git.leads_to(repository.root, last, first)


def test_what_is_not_committed_is_told_apart(repository: Notes) -> None:
    repository.commit("2021-03-04", a="first line\n")
    (repository.root / "a.md").write_text("first line\nsecond line\n")
    assert repository.days("a") == ["2021-03-04", "now"]
    (repository.root / "new.md").write_text("nobody knows\n")
    assert repository.days("new") == []


def test_a_shallow_clone_does_not_tell_what_came_before_it(repository: Notes, tmp_path: Path) -> None:
    repository.commit("2021-03-04", a="first line\n")
    repository.commit("2022-05-06", a="first line\nsecond line\n")
    repository.commit("2023-07-08", a="first line\nsecond line\nthird line\n")
    clone = Notes(tmp_path / "clone")
    clone.run("fetch", "-q", "--depth", "2", f"file://{repository.root}", "main")
    clone.run("checkout", "-q", "FETCH_HEAD")
    assert clone.days("a") == [None, None, "2023-07-08"]


def test_nothing_of_the_repository_is_run(repository: Notes, tmp_path: Path) -> None:
    repository.commit("2021-03-04", a="first line\n")
    (repository.root / ".gitattributes").write_text("*.md diff=own\n")
    repository.commit("2022-05-06", a="first line\nsecond line\n")
    trace = tmp_path / "ran"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch '{trace}'\n")
    program.chmod(0o755)
    for name in (
        "diff.own.command", "diff.own.textconv", "diff.external", "core.pager", "core.fsmonitor",
        "gpg.program",
    ):  # fmt: skip
        repository.run("config", name, str(program))
    repository.run("config", "log.showSignature", "true")
    repository.run("config", "diff.noprefix", "true")
    assert repository.days("a") == ["2021-03-04", "2022-05-06"]
    assert not trace.exists()


def test_a_folder_without_commits_has_no_history(repository: Notes, tmp_path: Path) -> None:
    assert git.head(repository.root) == ""
    assert git.repository_of(repository.root / "a") == repository.root
    assert git.repository_of(tmp_path) is None


def test_a_folder_that_a_repository_ignores_is_none_of_it(repository: Notes) -> None:
    repository.commit("2021-03-04", a="first line\n")
    (repository.root / ".gitignore").write_text("home/\n")
    note = repository.root / "home" / "notes" / "a.md"
    note.parent.mkdir(parents=True)
    note.write_text("words\n")
    repositories = Repositories()
    repositories.read([note])
    assert repositories.days(note, "words\n") == ()
    assert repositories.read([note, repository.root / "a.md"]) == {repository.root / "a.md"}


def test_a_file_without_an_ending_has_a_history(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "notes")
    repository.write("2021-03-04", {"README": "first line\n"})
    repository.write("2022-05-06", {"README": "first line\nsecond line\n"})
    repositories = Repositories()
    note = repository.root / "README"
    assert repositories.read([note]) == {note}
    assert repositories.days(note, "first line\nsecond line\n")[:2] == ("2021-03-04", "2022-05-06")
