"""What the properties of a page in Notion say: its fields, how far one got, what somebody remarked. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml.html import HtmlElement

from kb.importers.lists.headings import Role, roles
from kb.importers.lists.read_states import state_said, state_ticked
from kb.importers.notes.front_matter import TITLE_FIELDS, Fields, field_name, is_known
from kb.types import State

_PROPERTY = re.compile(r"(?P<name>[^\s:#>*`\[-][^:\n]{0,60}|#|): (?P<value>\S.*)")
"""A property may be called `#`, or have no name."""
_MEANT = {
    Role.ADDRESS: "url",
    Role.AUTHORS: "author",
    Role.PUBLISHED: "published",
    Role.SAVED: "created",
    Role.TAGS: "tags",
    Role.EXCERPT: "description",
}
"""What properties are called as fields whose names a person chose in their own language, as columns are."""
_OF_A_LIST = frozenset(
    {Role.STATE, Role.BOX, Role.FINISHED, Role.RATING, Role.AUTHORS, Role.PUBLISHED, Role.VENUE}
)
"""What is said of works that are listed, and not of notes about one."""


def properties_of(text: str) -> tuple[dict[str, str], str]:
    """The lines `Name: value` that a page's text begins with, and the text after them."""
    found: dict[str, str] = {}
    lines = text.lstrip("\n").split("\n")
    while lines and (line := _PROPERTY.fullmatch(lines[0])):
        found[line["name"]] = line["value"]
        lines.pop(0)
    # A text whose first paragraph goes on behind such a line is no list of properties.
    return (found, "\n".join(lines)) if not lines or not lines[0].strip() else ({}, text)


def value_of(row: HtmlElement) -> str:
    """What a property says: of several chosen values each, of a box whether it is ticked, of a link where it
    leads."""
    [*cells] = row.xpath("./td")
    if not cells:
        return ""
    chosen = cells[0].xpath(".//span[contains(@class, 'selected-value')]")
    if chosen:
        return ", ".join(words_of(one.text_content()) for one in chosen)
    if cells[0].xpath(".//div[contains(@class, 'checkbox-on')]"):
        return "Yes"
    if "property-row-url" in str(row.get("class")) and (
        leads := cells[0].xpath("string(.//a/@href)").strip()
    ):
        return str(leads)
    return words_of(cells[0].text_content()).removeprefix("@")


def words_of(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


def fields_of(title: str, properties: Mapping[str, str]) -> Fields:
    """The properties as fields of a note with a title."""
    values: dict[str, str] = {}
    for name, value in properties.items():
        values.setdefault(_meant(name), " ".join(value.split()))
    return Fields(
        {**{name: value for name, value in values.items() if name not in TITLE_FIELDS}, "title": title}
    )


def _meant(name: str) -> str:
    written = field_name(name)
    role = None if is_known(written) else roles([name]).get(0)
    return _MEANT.get(role, written) if role else written


def state_of(properties: Mapping[str, str]) -> State | None:
    """How far the person got, where a property of a reading list says so."""
    said = [(roles([name]).get(0), value) for name, value in properties.items()]
    statuses = (state_said(value) for role, value in said if role is Role.STATE)
    boxes = (state_ticked(value) for role, value in said if role is Role.BOX)
    told = [state for state in (*statuses, *boxes) if state]
    return State.READ if State.READ in told else next(iter(told), None)


def of_role(properties: Mapping[str, str], role: Role) -> list[str]:
    """What all properties of a role say, where they say anything."""
    return [value for name, value in properties.items() if roles([name]).get(0) is role and value.strip()]


def is_listed(properties: Mapping[str, str]) -> bool:
    """Whether a page is one of a list of works: it tells how far one got, or what a bibliography tells."""
    return any(roles([name]).get(0) in _OF_A_LIST for name in properties)
