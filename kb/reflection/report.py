"""A report of a period: what helped, what to change, what the person was right to leave alone; then all
figures, beside those of a year earlier. Pure; `kb.exporting.report` writes it in several formats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kb.catalogue import _, n_, noted
from kb.catalogue import day as full_day
from kb.clock import day
from kb.reflection.handing_on import PRIVATE_SECTIONS, private, proposes_to_all
from kb.reflection.likely import is_use
from kb.reflection.lines import Line, Section
from kb.reflection.periods import Period
from kb.reflection.shares import USEFUL
from kb.reflection.telling import headline, sections
from kb.reflection.worth import best, right
from kb.types import Item, Stance, Verdict
from kb.types.criteria import Decided, Proposal
from kb.types.diary import DiaryEntry
from kb.types.reviews import JudgedItem, LagPoint, Review, ReviewFigures

_NAMED = 5
"""Items named on the first screen: as many as are taken in at a glance; all are in the figures."""
_PROPOSED = 5
"""Proposals on the first screen, those that bear on most items: more at once would change everything."""
_NOTHING_HELPED = noted(
    "Nothing is known to have helped yet. Judge a few items: evidence stands beside each."
)
_NOTHING_TO_CHANGE = noted("Nothing that the verdicts support. Nothing is proposed from fewer than five.")
_NOTHING_LEFT = noted("Nothing that was left alone has been judged yet.")


@dataclass(frozen=True, slots=True)
class Named:
    """An item by its title, with what it did. `url` is its public web address, empty where it has none."""

    key: str
    title: str
    url: str
    said: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the figures, beside the same one of the year before."""

    line: Line
    earlier: Line | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A section of the figures with its rows."""

    section: Section
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A third of the first screen: items, sentences, and what is said where there is neither."""

    title: str
    named: tuple[Named, ...]
    lines: tuple[str, ...]
    nothing: str


@dataclass(frozen=True, slots=True)
class Report:
    """A report to keep. `helped`, `change` and `right` are its first screen: items with `others` more that
    helped as well and sentences on what was worth the time; criteria that the verdicts support; what was
    left alone rightly. `earlier` is the headline of the same days of an earlier year, if any.
    One that is `share_safe` names no notes, chats, sources, addresses or places of the person's own. `diary`
    is there only where the person asked for it, the last entry first. `changed` tells the criteria that were
    accepted already."""

    name: str
    since: str
    until: str
    made_on: str
    headline: str
    helped: tuple[Named, ...]
    others: int
    best: tuple[str, ...]
    change: tuple[Proposal, ...]
    right: tuple[str, ...]
    tables: tuple[Table, ...]
    curve: tuple[LagPoint, ...]
    remarks: tuple[str, ...]
    figures: ReviewFigures
    earlier: str = ""
    earlier_name: str = ""
    share_safe: bool = False
    diary: tuple[DiaryEntry, ...] = ()
    changed: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The period, as a person says it."""
        return Period.of(self.since, self.until).label

    @property
    def earlier_label(self) -> str:
        """The same days of an earlier year; empty where nothing came in them."""
        if not self.earlier:
            return ""
        return Period.of(self.since, self.until).before.label

    @property
    def earlier_line(self) -> str:
        """What came of that, in a line; empty where nothing came in it."""
        if not self.earlier:
            return ""
        said = {"period": self.earlier_label, "figures": self.earlier}
        period = Period.of(self.since, self.until)
        if period.since.year - period.before.since.year == 1:
            return _("A year before, {period}: {figures}", **said)
        return _("As long before, {period}: {figures}", **said)

    @property
    def formulas(self) -> tuple[str, ...]:
        """How the numbers come about, each said once."""
        return tuple(dict.fromkeys(table.section.formula for table in self.tables if table.section.formula))

    @property
    def first_screen(self) -> tuple[Block, Block, Block]:
        """What helped, what to change, what was left alone rightly."""
        more = (self.more,) if self.more else ()
        proposed = tuple(
            f"{one.what}. {one.reason}" if self.share_safe else one.text for one in self.change[:_PROPOSED]
        )
        if len(self.change) > _PROPOSED:
            others = n_(
                "and {count} more; `criteria propose` lists them",
                "and {count} more; `criteria propose` lists them",
                len(self.change) - _PROPOSED,
            )
            proposed = (*proposed, others)
        return (
            Block(_("What helped"), self.helped, (*more, *self.best), _(_NOTHING_HELPED)),
            Block(_("What to change"), (), (*proposed, *self.changed), _(_NOTHING_TO_CHANGE)),
            Block(_("What you were right to leave alone"), (), self.right, _(_NOTHING_LEFT)),
        )

    @property
    def more(self) -> str:
        """How many more helped than are named, in a line; empty where none did."""
        if not (self.others and self.helped):
            return ""
        if self.figures.judged:
            return n_("and {count} more that helped", "and {count} more that helped", self.others)
        return n_("and {count} more with a trace of use", "and {count} more with a trace of use", self.others)


def diary_line(entry: DiaryEntry) -> str:
    """An entry of the diary in a line."""
    said = "; ".join(filter(None, (entry.situation, entry.thought, entry.reaction)))
    felt = entry.emotion or _("no word for it")
    return f"{day(entry.at)}: {felt} {entry.strength}" + (f". {said}" if said else "")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a report is made of: a period with its figures, what is proposed for it, the items that may be
    named by key, the figures of a year earlier where something was saved then, and what was accepted of what
    its verdicts supported."""

    review: Review
    figures: ReviewFigures
    proposals: Sequence[Proposal]
    items: Mapping[str, Item]
    stances: Mapping[str, Stance]
    earlier: ReviewFigures | None
    accepted: Sequence[Decided] = ()


def candidates(review: Review) -> list[JudgedItem]:
    """Items that helped, or where nothing is judged left a trace of use: direct use first, then what left
    most traces. What is named in a report is among them."""
    came = [item for item in review.items if not item.overflow]
    helped = [item for item in came if item.verdict in USEFUL]
    if not any(item.verdict for item in came):
        helped = [item for item in came if any(map(is_use, item.traces))]
    return sorted(
        helped,
        key=lambda item: (
            item.verdict is not Verdict.DIRECT,
            -sum(map(is_use, item.traces)),
            item.saved_at,
            item.item_id,
        ),
    )


def report(asked: Asked, made_on: str, *, share_safe: bool = False) -> Report:
    """A period in a report, made on a day."""
    review, figures = asked.review, asked.figures
    found = candidates(review)
    named = [
        Named(item.key, known.title, "" if share_safe else known.url or "", _use(item, share_safe))
        for item in found
        if (known := asked.items.get(item.key)) is not None and not (share_safe and private(known))
    ][:_NAMED]
    proposals = [one for one in asked.proposals if not share_safe or proposes_to_all(one)]
    earlier = asked.earlier if asked.earlier and asked.earlier.total else None
    before = Period.of(review.since, review.until).before
    return Report(
        name=Period.of(review.since, review.until).name,
        since=review.since,
        until=review.until,
        made_on=made_on,
        headline=headline(figures),
        helped=tuple(named),
        others=len(found) - len(named),
        best=best(figures, share_safe=share_safe),
        change=tuple(proposals),
        right=right(review, figures, asked.stances),
        tables=_tables(figures, earlier, share_safe=share_safe),
        curve=figures.lag.curve,
        remarks=(*figures.notes, *figures.unknown),
        figures=figures,
        earlier=headline(earlier) if earlier else "",
        earlier_name=before.name if earlier else "",
        share_safe=share_safe,
        # What was told of it then may name anything.
        changed=() if share_safe else tuple(map(_written_down, asked.accepted)),
    )


def _written_down(decided: Decided) -> str:
    on = full_day(date.fromisoformat(decided.on))
    return _("Written down on {day}: {what}", day=on, what=decided.record["text"])


def _use(item: JudgedItem, share_safe: bool) -> str:
    """What an item did: the verdict, and where it left its strongest trace."""
    said = item.verdict.label if item.verdict else _("not judged yet")
    uses = [trace for trace in item.traces if is_use(trace)]
    if not uses or share_safe:
        return said
    place = uses[0].place_label if uses[0].line is None else uses[0].where
    return f"{said}; {uses[0].why} ({place})"


def _tables(figures: ReviewFigures, earlier: ReviewFigures | None, *, share_safe: bool) -> tuple[Table, ...]:
    before = {
        (section.name, line.label): line
        for section in (sections(earlier) if earlier else ())
        for line in section.lines
    }
    return tuple(
        Table(section, tuple(Row(line, before.get((section.name, line.label))) for line in section.lines))
        for section in sections(figures)
        if not (share_safe and section.name in PRIVATE_SECTIONS)
    )
