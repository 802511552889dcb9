"""What commands print: one JSON document on stdout with --json, else plain lines."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any

import typer

from kb import catalogue, logs
from kb.catalogue import _, cause, number, p_, percent
from kb.clock import day
from kb.errors import ImportRefused, JomoError
from kb.library import Library
from kb.settings import Settings
from kb.text.encoding import read_text
from kb.text.excerpts import excerpt
from kb.text.formulas import lettered
from kb.types import Hit, Item, Move, Stance, Verdict, Zone
from kb.types.evidence import Trace
from kb.types.moves import together
from kb.types.reading import ReadingPlace
from kb.types.reviews import OVERFLOW
from kb.types.terms import said

_EXCERPT = 240
"""Characters of a passage: three lines of a terminal."""
_NOTHING = "–"


def _for_machines(wanted: bool) -> bool:
    """What programs read is the same in every language."""
    if wanted:
        catalogue.settle(lambda: catalogue.ENGLISH)
    return wanted


AsJson = Annotated[bool, typer.Option("--json", callback=_for_machines, help="Print one JSON document.")]


@contextmanager
def opened(*, keep_index: bool = False, mend: bool = True, make: bool = True) -> Iterator[Library]:
    """The library of KB_HOME, closed again afterwards. With `mend`, members that a killed command did not
    come to find are found first; without `make` one that is not there is not made."""
    library = Library(Settings(), keep_index=keep_index, make=make)
    logs.write_to(library.home)
    try:
        if mend:
            with suppress(JomoError):
                library.areas.find_members()
        yield library
    finally:
        library.close()


def pasted(file: str) -> str:
    """The text of a file, or of standard input for `-`.

    :raises ImportRefused: the file cannot be read.
    """
    if file == "-":
        return sys.stdin.read()
    try:
        return read_text(Path(file).expanduser().read_bytes()).text
    except OSError as error:
        raise ImportRefused(
            _("{file} cannot be read ({why}); name a text file, or -", file=file, why=cause(error))
        ) from error


def print_json(value: Any) -> None:
    """Prints a value as one indented JSON document, other scripts than Latin as they are."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def tell(message: str) -> None:
    """A line for the person, kept away from stdout."""
    print(message, file=sys.stderr)


def trace_record(trace: Trace) -> dict[str, object]:
    """A trace of use as JSON tells it."""
    return {
        "kind": trace.kind,
        "where": trace.place,
        "line": trace.line,
        "at": trace.made_at,
        "snippet": trace.snippet,
        "strength": trace.strength,
        "reason": trace.reason,
        "timing": trace.timing,
        "probability": trace.probability,
    }


def print_trace(trace: Trace) -> None:
    """A trace of use in two or three lines below its item."""
    when = ", ".join(filter(None, (trace.made_at and day(trace.made_at), trace.timing.label)))
    print(f"    {trace.strength.label}  {trace.where}" + (f"  ({when})" if when else ""))
    if trace.snippet:
        print(f"        {trace.snippet}")
    reason = trace.why
    if trace.probability < 1:
        share = percent(trace.probability)
        reason = _("{reason}, {share} probable", reason=reason, share=share)
    print(f"        {reason}")


class Progress:
    """One line on stderr that is written over; silent where stderr is not a terminal."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._used = False

    def __call__(self, done: int, total: int = 0) -> None:
        if sys.stderr.isatty():
            self._used = True
            so_far = number(done)
            if total:
                so_far = _("{done} of {total}", done=so_far, total=number(total))
            print(f"\r{self._what} {so_far} ", end="", file=sys.stderr, flush=True)

    def close(self) -> None:
        """Ends the line, if anything stands on it."""
        if self._used:
            print(file=sys.stderr)


def hit_record(hit: Hit) -> dict[str, Any]:
    """A result as it is told in JSON: the item's fields, score, passage, and what matched."""
    return {**item_record(hit.item), "score": round(hit.score, 6), "passage": hit.passage, "why": hit.why}


def item_record(item: Item) -> dict[str, Any]:
    """An item as all commands tell it in JSON."""
    return {
        "key": item.key,
        "title": item.title,
        "kind": item.kind,
        "zone": item.zone,
        "state": item.state,
        "url": item.url,
        "published": item.published,
    }


def listed_record(item: Item) -> dict[str, Any]:
    """An item of a list that no question ranked, in the shape of a search result."""
    return {**item_record(item), "score": 0.0, "passage": item.summary}


def place_record(place: ReadingPlace | None, minutes: int) -> dict[str, Any] | None:
    """Where the person is in an item of so many minutes, as JSON tells it; None where they did not read."""
    if place is None:
        return None
    return {
        "share": round(place.share, 4),
        "place": place.place,
        "at": place.at,
        "minutes": place.minutes(minutes),
        "of_minutes": minutes,
    }


def print_items(items: Iterable[Item], put_off: Mapping[int, str] = MappingProxyType({})) -> None:
    """Items, two lines each; those in `put_off` (by id) with the day they come back."""
    for item in items:
        later = ""
        if item.id in put_off:
            later = "  (" + _("put off until {day}", day=put_off[item.id]) + ")"
        print(
            f"{item.dated:<10}  {item.zone.label:<24} {lettered(item.title)}{later}\n            {item.key}"
        )


def print_hits(hits: Sequence[Hit]) -> None:
    """Prints results numbered from 1, each with key, zone, what matched and the passage on one line."""
    for place, hit in enumerate(hits, start=1):
        why = f"  ({hit.why})" if hit.why else ""
        print(f"{place:>2}. {lettered(hit.item.title)}\n    {hit.item.key}  {hit.item.zone.label}{why}")
        if hit.passage:
            print(f"    {excerpt(hit.passage, hit.terms, _EXCERPT)}")


def print_moves(moves: Sequence[Move], as_json: bool) -> None:
    """Prints what changed, a line or a JSON record an item."""
    if as_json:
        print_json([{"key": move.key, "from": move.before, "to": move.after} for move in moves])
        return
    for move in together(moves):
        print(f"{move.key}: {told_change(move)}")


def told_change(move: Move) -> str:
    """From what to what something was changed; a dash where there was, or is, nothing."""
    return f"{said(move.before) or _NOTHING} → {said(move.after) or _NOTHING}"


def stance_word(stance: Stance) -> str:
    """A stance in one word, for tables."""
    return p_("a stance, in a table", "ignored") if stance is Stance.IGNORED else stance.label


def verdict_word(verdict: Verdict) -> str:
    """A verdict in one word, for lists."""
    return {
        Verdict.DIRECT: p_("a verdict", "direct"),
        Verdict.INDIRECT: p_("a verdict", "indirect"),
        Verdict.NONE: p_("a verdict", "none"),
    }[verdict]


def list_word(name: str) -> str:
    """The list that judged items lay in, as a person would say it: a zone, or what budgets left out."""
    if name == OVERFLOW:
        return p_("a list", "overflow")
    return Zone(name).label if name in list(Zone) else name


def plain(value: Any) -> dict[str, Any]:
    """A dataclass as a dictionary."""
    return asdict(value)
