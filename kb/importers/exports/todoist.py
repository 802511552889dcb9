"""Todoist: tasks that lead to a page, of a project's table (a template, a backup) or of the whole in the JSON
that its interface answers with. Other tasks are left out: they are no reading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from kb.catalogue import noted
from kb.importers.lists.linked_words import linked_words
from kb.importers.protocol import ImportContext
from kb.importers.records import (
    JsonFormat,
    LeftOut,
    Row,
    has_columns,
    link_documents,
    objects,
    rows,
    text_of,
)
from kb.importers.saved_link import SavedLink, folder_path, moment, own_note, words
from kb.types import Document, Failure, State

_PROGRAM = "Todoist"
_COLUMNS = frozenset({"type", "content", "indent", "priority"})
_LABEL = re.compile(r"(?<!\S)@([^\s@]+)")
_NUMBER = re.compile(r"\s*\[\d+\]$")
"""What a backup puts behind a project's name in that of its file."""
_NO_LINK = noted("lead to no page")


class TodoistTableImporter:
    """The table of a project; comments stand below their task."""

    name = noted("Todoist (CSV)")

    def match(self, spec: str) -> bool:
        """Whether a file is a table with the columns of Todoist's."""
        return has_columns(spec, _COLUMNS)

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """The pages that tasks lead to; the section, within the project, is their folder."""
        path = Path(spec)
        links = _of_rows(rows(spec), _NUMBER.sub("", path.stem))
        yield from link_documents(path.name, "row", links, _PROGRAM)


def _of_rows(table: Iterable[Row], project: str) -> Iterator[SavedLink | LeftOut]:
    section = ""
    task: Row | None = None
    said: list[str] = []
    for row in table:
        kind = row["type"].strip().lower()
        if kind == "note":
            said.append(row["content"])
            continue
        if task is not None:
            yield _of_row(task, said, project, section)
        task, said = (row if kind == "task" else None), []
        section = row["content"].strip() if kind == "section" else section
    if task is not None:
        yield _of_row(task, said, project, section)


def _of_row(task: Row, comments: list[str], project: str, section: str) -> SavedLink | LeftOut:
    content = _LABEL.sub("", task["content"]).strip()
    tags = tuple(_LABEL.findall(task["content"]))
    folder = " / ".join(filter(None, (project, section)))
    return _link(content, [task.get("description", ""), *comments], tags, folder, None, State.UNREAD)


def _fits(value: Any) -> bool:
    if not isinstance(value, dict) or not isinstance(value.get("projects"), list):
        return False
    first = next(objects(value.get("items")), {})
    return {"content", "project_id"} <= first.keys()


def _of_items(value: dict[str, Any]) -> Iterator[SavedLink | LeftOut]:
    projects: dict[object, tuple[str, object]] = {
        text_of(one, "id"): (text_of(one, "name"), text_of(one, "parent_id"))
        for one in objects(value["projects"])
    }
    sections = {text_of(one, "id"): text_of(one, "name") for one in objects(value.get("sections"))}
    comments: dict[str, list[str]] = {}
    for note in objects(value.get("notes")):
        comments.setdefault(text_of(note, "item_id"), []).append(text_of(note, "content"))
    for item in objects(value["items"]):
        if item.get("is_deleted"):
            continue
        path = folder_path(projects, text_of(item, "project_id"))
        yield _link(
            text_of(item, "content"),
            [text_of(item, "description"), *comments.get(text_of(item, "id"), [])],
            words(item.get("labels")),
            " / ".join(filter(None, (path, sections.get(text_of(item, "section_id"), "")))),
            moment(item.get("added_at") or item.get("date_added")),
            State.READ if item.get("checked") else State.UNREAD,
        )


def _link(
    content: str, notes: list[str], tags: tuple[str, ...], folder: str, at: str | None, state: State
) -> SavedLink | LeftOut:
    """The page of a task: where its words lead, else those beside it."""
    said = linked_words(content)
    beside = linked_words("\n\n".join(filter(None, (note.strip() for note in notes))))
    links = said.links or beside.links
    if not links:
        return LeftOut(_NO_LINK)
    title = said.title() if said.links else content
    note = beside.words if not said.links and len(beside.links) == 1 else "\n\n".join(filter(None, notes))
    return SavedLink(links[0].url, title, at, tags, state, annotations=own_note(note), folder=folder)


FORMAT = JsonFormat(noted("Todoist (JSON)"), _PROGRAM, _fits, _of_items)
