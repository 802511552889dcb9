"""Authors out of the many shapes programs write them in, as names in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

OTHERS = "further_authors"
"""The name under which a document's `meta` says that its list of authors was cut short."""
SUFFIXES = frozenset(("Jr", "Sr", "II", "III", "IV"))
_GROUPS = frozenset(
    "AI Association Collaboration Community Company Consortium Contributors Corporation Council Department"
    " Developers Foundation Group Inc Institute Lab Laboratory Labs LLC Ltd Organization Project Research"
    " Society Team University".split()
)
_PARTICLES = frozenset("al bin da das de del della den der di dos du el la le ter ten van von zu zur".split())
# "et al." stands for people and is none of them.
_OTHERS = re.compile(
    r"(?:(?<![\s,;&(\[])[\s,;&(\[]*(?<!\w)(?:(?:and|и)\s+)?"
    r"(?:et\.?\s*al(?:ii|\b)|others\b|\d+\s+(?:additional|more|others?)\b|др(?:угие|\.))|(?<![\s,])[\s,]*(?:…|\.{3})).*$",
    re.IGNORECASE,
)
_MAY_BE_OTHERS = re.compile(r"\bal|other|more|additional|др|…|\.\.\.", re.IGNORECASE)
_AFFILIATION = re.compile(r"\s*(?:\([^()]*\)|<[^<>]*>)")
_BETWEEN = re.compile(r",?\s+(?:and|&(?!\s*(?:Co|Sons)\b)|и)\s+")
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.[\s-]*){1,4}|[^\W\d_a-zа-яё]{1,3}")
_NAME_FIELDS = (
    "name",
    "full_name",
    "fullname",
    "display_name",
    "displayname",
    "literal",
    "label",
    "author",
    "user",
)
_GIVEN_FIELDS = (
    "given",
    "first",
    "first_name",
    "firstname",
    "given_name",
    "givenname",
    "forename",
    "forenames",
)
_FAMILY_FIELDS = ("family", "last", "last_name", "lastname", "family_name", "familyname", "surname")
_PARTICLE_FIELDS = ("dropping-particle", "non-dropping-particle")


@dataclass(frozen=True, slots=True)
class People:
    """Names in reading order, each once; `others` says that the list was cut short with "et al."."""

    names: tuple[str, ...]
    others: bool = False


NOBODY = People(())


def people(value: object) -> People:
    """The people in one text (`A and B`, `A; B`, `A, B, C`, `Doe, Jane and Roe, R.`), or in a list of names,
    of mappings (`name`, `first` and `last`, `given` and `family`) or of parsed names (family, given, suffix).
    """
    found = without_others(list(_texts(value)))
    return replace(found, names=tuple(dict.fromkeys(filter(None, map(_person, found.names)))))


def without_others(names: Sequence[str]) -> People:
    """Names as they are, but for "et al.", alone or behind a name."""
    told = [_OTHERS.sub("", name) if _MAY_BE_OTHERS.search(name) else name for name in names]
    return People(
        tuple(filter(None, told)), any(before != after for before, after in zip(names, told, strict=True))
    )


def is_group(name: str) -> bool:
    """Whether a name is not a person's, or would be taken apart wrongly."""
    words = re.findall(r"[^\s,.&]+|&", name)
    return (
        (len(words) > 1 and words[-1] in _GROUPS)
        or name.count(",") > 1
        or any(word.lower() in ("and", "&") for word in words)
    )


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield from _parted(value)
    elif isinstance(value, Mapping):
        yield _of_mapping(value)
    elif isinstance(value, list | tuple):
        for entry in value:
            if isinstance(entry, str):
                yield entry
            elif isinstance(entry, Mapping):
                yield _of_mapping(entry)
            elif isinstance(entry, list | tuple) and all(isinstance(part, str) for part in entry):
                yield " ".join(filter(None, (*entry[1:2], *entry[:1], *entry[2:3])))


def _of_mapping(fields: Mapping[object, object]) -> str:
    named = {str(name).lower(): field for name, field in fields.items()}

    def text(names: tuple[str, ...]) -> str:
        values = (named.get(name) for name in names)
        return next((one.strip() for one in values if isinstance(one, str) and one.strip()), "")

    particles = [text((name,)) for name in _PARTICLE_FIELDS]
    parts = (text(_GIVEN_FIELDS), text(("middle",)), *particles, text(_FAMILY_FIELDS), text(("suffix",)))
    if any(parts):
        return " ".join(filter(None, parts))
    inner = next((field for name in _NAME_FIELDS if isinstance(field := named.get(name), Mapping)), None)
    return text(_NAME_FIELDS) or (_of_mapping(inner) if inner else "")


def _parted(text: str) -> Iterator[str]:
    """The names in one text, behind the group where one is named: `ATLAS Collaboration: G. Aad, et al.`"""
    text = " ".join(text.split())
    cut = _OTHERS.search(text)
    text = _AFFILIATION.sub("", _AFFILIATION.sub("", _OTHERS.sub("", text)))
    group, colon, members = text.partition(": ")
    if colon and is_group(group):
        yield group
        text = members
    if ";" in text:
        yield from text.split(";")
    else:
        parts = _BETWEEN.split(text)
        if len(parts) > 1 and all(part.count(",") == 1 for part in parts):
            yield from parts
        else:
            pieces = [piece for part in parts for piece in re.split(r",\s*", part) if piece]
            if len(parts) == 1 and len(pieces) == 2 and _is_turned(*pieces):
                yield text
            else:
                yield from _between_commas(pieces)
    if cut:
        yield cut[0]


def _between_commas(parts: list[str]) -> Iterator[str]:
    """Names of a list, where `Smith, J.` or `Google, Inc.` is one."""
    if len(parts) > 1 and len(parts) % 2 == 0 and all(_INITIALS.fullmatch(part) for part in parts[1::2]):
        yield from map(", ".join, zip(parts[::2], parts[1::2], strict=True))
        return
    name = ""
    for part in parts:
        if name and (part.strip(".") in SUFFIXES or part.strip(".") in _GROUPS):
            name = f"{name}, {part}"
            continue
        if name:
            yield name
        name = part
    if name:
        yield name


def _is_turned(before: str, behind: str) -> bool:
    """Whether what stands around a comma is a family name and given names, and not two people."""
    *particles, last = before.split() or [""]
    is_family = all(word.lower() in _PARTICLES for word in particles) and len(last.strip(".")) > 1
    return is_family or " " not in behind or _INITIALS.fullmatch(behind) is not None


def _person(text: str) -> str:
    """One name in reading order: `Doe, Jane` turned round, companies left alone."""
    name = _AFFILIATION.sub("", " ".join(text.split())).strip(" ,;")
    name = re.sub(r"\.\s+-(?=\w)", ".-", name)
    parts = [part.strip() for part in name.split(",") if part.strip()]
    suffix = next((part for part in parts[1:] if part.strip(".") in SUFFIXES), "")
    rest = [part for part in parts if part is not suffix]
    if any(word.strip(",.") in _GROUPS for word in name.split()) or len(rest) > 2:
        return name
    if len(rest) == 2 and not _is_turned(*rest):
        return name
    return " ".join(filter(None, (*rest[1:], *rest[:1], suffix)))
