"""Tana's export of a workspace in JSON: one flat list of nodes, whose outlines become notes in Markdown.

A note is a node with a supertag and something below it, a day, or what lies in the library, the inbox or the
workspace itself. Where one stands within another, its name stands there. Fields are told by their names; what
defines tags, views and searches, and what was thrown away, is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any

from kb.importers.boundary import attempted
from kb.importers.notes.front_matter import Fields, field_name
from kb.importers.notes.markdown import note_document
from kb.importers.notes.titles import plain_title
from kb.importers.protocol import ImportContext
from kb.importers.records import json_value, objects, record_in, text_of
from kb.importers.saved_link import kept_page, moment
from kb.types import Document, Failure

_PROGRAM = "Tana"
_DEEPEST = 100
"""Nodes within nodes; nobody nests so many."""
_TAGGED = "SYS_A13"
"""How a tuple begins that names the supertag of a node."""
_ADDRESS = "SYS_A78"
"""The field for the address of what a node is about."""
_KEPT_IN = ("_STASH", "_CAPTURE_INBOX")
"""How the numbers of a workspace's library and inbox end."""
_TRASH = "_TRASH"
_OF_WORKSPACE = re.compile(r"[\w-]{8,}_[A-Z]{3,}(?:_[A-Z]+)*")
"""How nodes are numbered that every workspace has: its library, its schema."""
_AROUND = frozenset({"workspace", "home"})
"""Kinds of nodes that hold all others."""
_OF_NOBODY = _AROUND | frozenset(
    "tagDef attrDef metanode viewDef search command layout associatedData visual hotkey".split()
)
"""Kinds of nodes that hold what Tana keeps for itself."""
_CALENDAR = "journalPart"
"""The kind of days, and of weeks and years, which hold days."""
_LINK = re.compile(r'<a\b[^<>]*?\bhref="(?P<url>[^"]*)"[^<>]*>(?P<label>.*?)</a>', re.DOTALL)
_NODE = re.compile(r'<span\b[^<>]*?\bdata-inlineref-node="(?P<id>[^"]*)"[^<>]*>.*?</span>', re.DOTALL)
_DATE = re.compile(
    r"<span\b[^<>]*?\bdata-inlineref-date=(?P<sign>[\"'])(?P<date>.*?)(?P=sign)[^<>]*>.*?</span>"
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MARKS = (
    (re.compile(r"</?(?:b|strong)>"), "**"),
    (re.compile(r"</?(?:i|em)>"), "*"),
    (re.compile(r"</?code>"), "`"),
)
_BREAK, _ELEMENT = re.compile(r"<br\s*/?>"), re.compile(r"</?[a-z][^<>]*>")

Node = Mapping[str, Any]


class TanaImporter:
    """All notes of a workspace."""

    name = "Tana (JSON)"

    def match(self, spec: str) -> bool:
        """Whether a file is a list of nodes with their owners."""
        value = json_value(spec)
        if not isinstance(value, dict) or "formatVersion" not in value:
            return False
        return any("name" in record_in(one, "props") for one in objects(value.get("docs")))

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A note or a failure for each node that is one."""
        workspace = _Workspace({str(one.get("id")): one for one in objects(json_value(spec)["docs"])})
        for number, node in enumerate(workspace.nodes.values(), start=1):
            if workspace.is_a_note(node):
                place = f"{Path(spec).name} node {number}"
                yield attempted(place, partial(_document, node, workspace, place))


@dataclass(frozen=True, slots=True)
class _Workspace:
    """Its nodes by their numbers."""

    nodes: Mapping[str, Node]

    def below(self, node: Node) -> list[Node]:
        """The nodes that stand below one, in their order."""
        return [self.nodes[one] for one in _ids(node) if one in self.nodes]

    def lines(self, node: Node) -> list[Node]:
        """Those of them that a person wrote as an outline."""
        return [one for one in self.below(node) if _kind(one) not in _OF_NOBODY and not _is_field(one)]

    def tags(self, node: Node) -> list[str]:
        """The names of a node's supertags."""
        about = self.nodes.get(text_of(record_in(node, "props"), "_metaNodeId"), {})
        tuples = [one.get("children") for one in self.below(about)]
        named = [str(tag) for one in tuples if isinstance(one, list) and _TAGGED in one for tag in one]
        return [self.shown(self.nodes[tag]) for tag in named if _kind(self.nodes.get(tag, {})) == "tagDef"]

    def fields(self, node: Node) -> Iterator[tuple[str, list[str]]]:
        """The fields of a node by their names, with what they hold."""
        for one in self.below(node):
            name, *values = _ids(one) if _is_field(one) else [""]
            called = "url" if name == _ADDRESS else self.shown(self.nodes.get(name, {}))
            if called and values:
                yield called, [text for value in values if (text := self.shown(self.nodes.get(value, {})))]

    def is_a_note(self, node: Node) -> bool:
        """Whether a node is a note by itself, and says something."""
        if _kind(node) in _OF_NOBODY or _is_field(node) or _OF_WORKSPACE.fullmatch(str(node.get("id"))):
            return False
        owners = self._owners(node)
        within = [_kind(self.nodes.get(one, {})) for one in owners]
        if not self.shown(node) or any(one.endswith(_TRASH) for one in owners):
            return False
        if any(kind in _OF_NOBODY - _AROUND for kind in within):
            return False
        if _kind(node) == _CALENDAR:
            return bool(_DAY.match(self.shown(node)) and self.lines(node))
        told = self.lines(node) or any(name == "url" for name, _ in self.fields(node))
        kept = bool(owners) and (owners[0].endswith(_KEPT_IN) or within[0] in _AROUND)
        return kept or bool(told and self.tags(node))

    def _owners(self, node: Node) -> list[str]:
        """The numbers of what a node lies in, the nearest first; a circle ends where it closes."""
        found: list[str] = []
        while (owner := text_of(record_in(node, "props"), "_ownerId")) and owner not in found:
            found.append(owner)
            node = self.nodes.get(owner, {})
        return found

    def shown(self, node: Node) -> str:
        """A node's name in Markdown, other nodes in it by their names."""

        def referred(found: re.Match[str]) -> str:
            return _plain(text_of(record_in(self.nodes.get(found["id"], {}), "props"), "name"))

        name = _NODE.sub(referred, text_of(record_in(node, "props"), "name"))
        name = _DATE.sub(lambda found: day[0] if (day := _DAY.search(unescape(found["date"]))) else "", name)
        name = _LINK.sub(lambda found: f"[{_plain(found['label'])}]({unescape(found['url'])})", name)
        for mark, sign in _MARKS:
            name = mark.sub(sign, name)
        return _plain(name)


def _plain(name: str) -> str:
    return unescape(_ELEMENT.sub("", _BREAK.sub("\n", name))).strip()


def _kind(node: Node) -> str:
    return text_of(record_in(node, "props"), "_docType")


def _is_field(node: Node) -> bool:
    return _kind(node) == "tuple"


def _ids(node: Node) -> Sequence[str]:
    given = node.get("children")
    return [str(one) for one in given] if isinstance(given, list) and given else [""]


def _document(node: Node, workspace: _Workspace, place: str) -> Document | Failure:
    props = record_in(node, "props")
    title = plain_title(" ".join(workspace.shown(node).split()))
    values: dict[str, Any] = {field_name(name): told for name, told in workspace.fields(node)}
    values |= {name: told[0] for name, told in values.items() if len(told) == 1}
    values["title"] = title
    if tags := workspace.tags(node):
        values["tags"] = tags
    if _kind(node) == _CALENDAR:
        values["date"] = title[: len("2024-01-02")]
    seen = {str(node.get("id"))}
    lines = [line for one in workspace.lines(node) for line in _lines(one, workspace, 0, seen)]
    text = "\n\n".join(filter(None, (text_of(props, "description"), "\n".join(lines))))
    note = note_document(Fields(values), text, Path("untitled"), f"tana:{node.get('id')}", keeps_pages=True)
    return kept_page(replace(note, saved_at=moment(props.get("created"))), _PROGRAM, place)


def _lines(node: Node, workspace: _Workspace, depth: int, seen: set[str]) -> Iterator[str]:
    """A node and those below it as a nested list. A note by itself is named and no more, and so is what was
    written out before in the same note; `seen` is filled here."""
    props, indent, identifier = record_in(node, "props"), "  " * depth, str(node.get("id"))
    if text := workspace.shown(node):
        done = "[x] " if props.get("_done") else ""
        tags = "".join(f" #{'-'.join(tag.split())}" for tag in workspace.tags(node))
        yield f"{indent}- {done}" + text.replace("\n", f"\n{indent}  ") + tags
    if depth == _DEEPEST or identifier in seen or workspace.is_a_note(node):
        return
    seen.add(identifier)
    for name, told in workspace.fields(node):
        yield f"{indent}  - {name}: {', '.join(told)}"
    for child in workspace.lines(node):
        yield from _lines(child, workspace, depth + 1, seen)
