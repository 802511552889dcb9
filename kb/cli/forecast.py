"""Commands that tell how well decisions can be foretold: replay."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

import typer

from kb.catalogue import _, n_, noted, number, percent
from kb.cli.output import AsJson, Progress, opened, print_json, tell
from kb.forecast.replay import RUNNING_BASE_RATE
from kb.types.forecast import Replay, Scores, Target

_FIGURES = (
    *("log_loss", "base_log_loss", "brier", "ece", "ece_by_chance", "auc", "accuracy"),
    *("promised", "kept", "broken", "minutes", "errors"),
)
"""What no figure can be told of before anything was decided."""
_DECIDED_BY = {
    Target.ZONE: noted(
        "Nothing was filed yet: zones are foretold from what leaves the inbox by Triage or `move`."
    ),
    Target.READ: noted("There is nothing yet that could be read."),
    Target.USE: noted(
        "Nothing was judged or used yet: use is foretold from `judge` and traces in your writing."
    ),
}
"""What is told of a target of which nothing was decided."""


def replay(
    target: Annotated[
        Target, typer.Option(help="What is foretold: the zone, whether it is read, whether it is used.")
    ] = Target.ZONE,
    seeds: Annotated[
        int, typer.Option(min=1, help="How often the sample of filings that are checked is drawn.")
    ] = 1,
    as_json: AsJson = False,
) -> None:
    """Foretell each of your past decisions from those before it, and say how well that went.

    Example: python -m kb replay --target read
    """
    progress = Progress(_("decisions replayed:"))
    with opened() as library:
        made = library.forecast.replay(target, seeds, progress)
    progress.close()
    if as_json:
        print_json(_record(target, made, seeds))
        return
    if made is None:
        tell(_(_DECIDED_BY[target]))
        return
    _print(made)


def _record(target: Target, made: Replay | None, seeds: int) -> dict[str, Any]:
    if made is None:
        return {
            **dict.fromkeys(_FIGURES),
            "target": target,
            "n": 0,
            "dated": 0,
            "coverage": {"0.5": 0.0, "0.8": 0.0, "proven": 0.0, "by_itself": 0.0},
            "outcomes": {},
            "seeds": seeds,
            "intervals": {},
            "curve": [],
            "baselines": {},
            "why": _DECIDED_BY[target],
        }
    filed = made.by_itself
    base = made.baselines[RUNNING_BASE_RATE].scores
    return {
        "target": target,
        "n": made.decisions,
        "outcomes": dict(zip(made.outcomes, made.counts, strict=True)),
        "dated": made.dated,
        "log_loss": made.scores.log_loss,
        "base_log_loss": base.log_loss,
        "brier": made.scores.brier,
        "ece": made.scores.ece,
        "ece_by_chance": made.ece_by_chance,
        "auc": made.scores.auc,
        "accuracy": made.scores.accuracy,
        "coverage": {
            "0.5": made.scores.at_half,
            "0.8": made.scores.at_most,
            "proven": made.proven,
            "by_itself": filed.share,
        },
        "promised": filed.promised,
        "kept": filed.kept,
        "broken": filed.broken,
        "minutes": filed.minutes,
        "errors": filed.errors,
        "seeds": seeds,
        "intervals": made.intervals,
        "curve": [asdict(one) for one in made.curve],
        "baselines": {
            name: {**_scores(one.scores), "gain": one.gain} for name, one in made.baselines.items()
        },
        "why": made.why,
    }


def _scores(scores: Scores) -> dict[str, Any]:
    return {
        "log_loss": scores.log_loss,
        "brier": scores.brier,
        "ece": scores.ece,
        "auc": scores.auc,
        "accuracy": scores.accuracy,
        "coverage": {"0.5": scores.at_half, "0.8": scores.at_most},
    }


def _print(made: Replay) -> None:
    print(
        n_(
            "{count} decision, {dated} of a known moment",
            "{count} decisions, {dated} of a known moment",
            made.decisions,
            dated=number(made.dated),
        )
    )
    headings = (
        *(_("log loss"), "Brier", _("calibration"), "AUC", _("accuracy")),
        *(_("at {share}", share=percent(0.5)), _("at {share}", share=percent(0.8))),
    )
    rows = {"Jomo": made.scores, **{_(name): one.scores for name, one in made.baselines.items()}}
    cells = {name: tuple(map(_number, _row(scores))) for name, scores in rows.items()}
    first = max(34, *(len(name) + 2 for name in rows))
    widths = [max(7, len(heading) + 2) for heading in headings]
    for name, row in {"": headings, **cells}.items():
        told = "".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True))
        print(f"{name:<{first}}{told}".rstrip())
    if made.why:
        print(made.why)


def _row(scores: Scores) -> tuple[float | None, ...]:
    chances = scores.log_loss, scores.brier, scores.ece, scores.auc
    return *chances, scores.accuracy, scores.at_half, scores.at_most


def _number(value: float | None) -> str:
    return "-" if value is None else number(value, 3)


def register(app: typer.Typer) -> None:
    app.command()(replay)
