"""Commands that look back: judge, review."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from kb.catalogue import _, n_, number
from kb.cli.options import a_date, in_order
from kb.cli.output import AsJson, list_word, opened, plain, print_json, tell, trace_record, verdict_word
from kb.cli.triage import last_is
from kb.clock import last_day, today
from kb.library import Library
from kb.reflection.periods import a_year_up_to
from kb.reflection.telling import headline, sections
from kb.text.excerpts import shortened
from kb.types import Verdict
from kb.types.reviews import JudgedItem

Since = Annotated[str | None, typer.Option("--from", callback=a_date, help="First day: 2025-07-01.")]
Until = Annotated[str | None, typer.Option("--to", callback=a_date, help="Last day: 2025-12-31.")]
_TRACES = 3
"""Traces shown of an item that is asked about, the strongest; the rest is counted. By judgement: a screen."""
# The keys of the page.
_ANSWERS = {str(digit): verdict for digit, verdict in enumerate(Verdict, start=1)}


def period(since: str | None, until: str | None) -> tuple[str, str]:
    """The period that was asked for; without a first day the twelve months up to the last one, without that
    up to today."""
    end = until or today()
    start = since or a_year_up_to(last_day(end))
    in_order(start, end)
    return start, end


def judge(
    arguments: Annotated[list[str] | None, typer.Argument(metavar="KEY... VERDICT")] = None,
    note: Annotated[str, typer.Option(help="What it helped with.")] = "",
    at: Annotated[str | None, typer.Option(callback=a_date, help="When: 2025-12-28.")] = None,
    confirm: Annotated[
        bool, typer.Option("--confirm", help="Take over what strong evidence leaves no doubt of.")
    ] = False,
    since: Since = None,
    until: Until = None,
    as_json: AsJson = False,
) -> None:
    """Say whether items helped: direct, indirect or none. Without items: goes through those of a period, with
    the evidence found, and asks; with --json it lists them.

    Answers: 1 direct, 2 indirect, 3 none, L later, Q stop; what follows on the line is kept as a note.
    Example: python -m kb judge 2510.26692 direct --note "chose the attention for v3"
    """
    start, end = period(since, until)
    with opened() as library:
        if arguments:
            keys = last_is(
                arguments,
                Verdict,
                _("the last word must be a verdict: {words}", words=", ".join(Verdict)),
                _("name at least one item before the verdict"),
            )
            judged = library.reviews.judge(keys, Verdict(arguments[-1]), note, at)
        elif confirm:
            judged = library.reviews.confirm(start, end)
        elif as_json:
            return print_json([_asked(one) for one in _order(library, start, end)])
        else:
            return _ask(library, start, end)
    if as_json:
        print_json([{"key": item.key, "verdict": item.verdict} for item in judged])
        return
    for item in judged:
        print(f"{item.key}: {verdict_word(item.verdict) if item.verdict else ''}")
    if not judged:
        print(_("Nothing here is certain by its evidence alone."))


def _asked(item: JudgedItem) -> dict[str, Any]:
    return {
        "key": item.key,
        "title": item.title,
        "list": item.list_name,
        "state": item.state,
        "source": item.source,
        "saved_at": item.saved_at,
        "likely": item.likely.verdict if item.likely else None,
        "certain": bool(item.likely and item.likely.certain),
        "evidence": [trace_record(trace) for trace in item.traces],
    }


def _order(library: Library, since: str, until: str) -> list[JudgedItem]:
    """What is asked about, in the order it is asked in."""
    review = library.reviews.review(since, until)
    pile = {one.item_id: one for one in review.open}
    return [pile[item.id] for item in library.reviews.pile(review)]


def _ask(library: Library, since: str, until: str) -> None:
    """One item after the other, an answer a line, until there is none left or the input ends."""
    order = _order(library, since, until)
    for place, item in enumerate(order, start=1):
        at = _("{done} of {total}", done=number(place), total=number(len(order)))
        print(f"\n{at}  {item.title}\n{list_word(item.list_name)}, {item.state.label}, {item.source}")
        for trace in item.traces[:_TRACES]:
            on = trace.made_at or _("no date")
            print(f"  {trace.strength.label}: {trace.why} ({trace.where}, {on})")
            if trace.snippet:
                print(f"    {shortened(trace.snippet, 200)}")
        if (more := len(item.traces) - _TRACES) > 0:
            print("  " + n_("and {count} more", "and {count} more", more))
        print(_("1 direct  2 indirect  3 none  L later  Q stop:"), end=" ", flush=True)
        while True:
            answer, _blank, note = sys.stdin.readline().partition(" ")
            if answer.strip().lower() in ("", "q"):
                print()
                return
            if answer.strip().lower() == "l":
                break
            if verdict := _ANSWERS.get(answer.strip()):
                library.reviews.judge([item.key], verdict, note.strip())
                break
            tell(_("Answer 1, 2, 3, L or Q."))
    print(_("Nothing is left to ask about.") if order else _("Nothing to ask about in this period."))


def review(
    since: Since = None,
    until: Until = None,
    sample: Annotated[
        int | None, typer.Option(min=0, help="Ask about so many only, drawn fairly; 0: about all again.")
    ] = None,
    sizes: Annotated[
        bool, typer.Option("--sizes", help="Show how wide the intervals of samples would be.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Figures of a period, each with its interval: which lists, sources, areas and choices proved useful.

    Without dates: the twelve months up to today. Example: python -m kb review --from 2025-07 --to 2025-12
    """
    start, end = period(since, until)
    with opened() as library:
        if sizes:
            widths = library.reviews.widths(library.reviews.review(start, end))
            if as_json:
                return print_json([plain(width) for width in widths])
            for width in widths:
                widest = max(width.by_list.items(), key=lambda one: one[1])
                told = n_(
                    "{count} verdict: ±{overall} points in all, ±{widest} in {list}",
                    "{count} verdicts: ±{overall} points in all, ±{widest} in {list}",
                    width.size,
                    overall=f"{100 * width.overall:.0f}",
                    widest=f"{100 * widest[1]:.0f}",
                    list=list_word(widest[0]),
                )
                print(" " * (6 - len(number(width.size))) + told)
            return
        if sample == 0:
            library.reviews.forget_sample(start, end)
        elif sample is not None:
            library.reviews.draw(start, end, sample)
            left = len(library.reviews.to_judge(start, end))
            tell(
                n_(
                    "Drawn; `judge` asks about the {count} of it that has no verdict yet",
                    "Drawn; `judge` asks about the {count} of it that have no verdict yet",
                    left,
                )
            )
        figures = library.reviews.figures(start, end)
    if as_json:
        print_json({"from": start, "to": end, **figures.as_dict()})
        return
    print(_("{first} to {last}: {headline}", first=start, last=end, headline=headline(figures)))
    for section in sections(figures):
        print(f"\n{section.title}")
        for line in section.lines:
            print(f"  {line.label:<32} {line.said}")
        for remark in (section.silent, section.formula):
            if remark:
                print(f"  {remark}")
    for note in (*figures.unknown, *figures.notes):
        print(note)


def register(app: typer.Typer) -> None:
    for command in (judge, review):
        app.command()(command)
