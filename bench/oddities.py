"""What odd inputs cost and whether any stops what comes after it: each in a process of its own, through
`documents` and into a library, with a good note behind it.

`python -m bench oddities` runs all of them; `python -m bench.oddities` runs a selection and fails on a fault.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.measuring import Table
from bench.oddinputs import Oddity, oddities
from kb.importers import ImportContext, documents
from kb.library import Library
from kb.settings import Settings
from kb.types import Failure

MAX_SECONDS = 10.0
MAX_MEGABYTES = 500.0
# A process that hangs is ended; on a busy machine ten seconds of work take minutes.
_SECONDS_TO_LIVE = 300


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input: seconds of a processor and megabytes at the most, its own children
    included; `said` is the worst that happened, '' if all was as it should be."""

    oddity: Oddity
    seconds: float
    megabytes: float
    documents: int
    failures: int
    said: str

    @property
    def fault(self) -> str:
        if self.said:
            return self.said
        if self.seconds > MAX_SECONDS:
            return f"took {self.seconds:.0f} s"
        return f"took {self.megabytes:.0f} MB" if self.megabytes > MAX_MEGABYTES else ""


def measure(corpus: Path, folder: Path) -> Table:
    """Every input once. `corpus` is not used."""
    return table(run(oddities(), folder))


def run(chosen: Sequence[Oddity], folder: Path) -> list[Outcome]:
    """Each of these inputs, one after the other."""
    warm(folder / "warm")
    return [tried(oddity, folder / str(number)) for number, oddity in enumerate(chosen, start=1)]


def table(outcomes: Sequence[Outcome]) -> Table:
    """A row for each kind, and below them a line for each fault."""
    rows = []
    for kind in dict.fromkeys(outcome.oddity.kind for outcome in outcomes):
        some = [outcome for outcome in outcomes if outcome.oddity.kind == kind]
        slowest = max(some, key=lambda outcome: outcome.seconds)
        largest = max(some, key=lambda outcome: outcome.megabytes)
        rows.append(
            (
                kind,
                str(len(some)),
                str(sum(outcome.documents for outcome in some)),
                str(sum(outcome.failures for outcome in some)),
                f"{slowest.seconds:.1f} ({slowest.oddity.name})",
                f"{largest.megabytes:.0f} ({largest.oddity.name})",
                str(sum(bool(outcome.fault) for outcome in some)),
            )
        )
    faults = [f"- {one.oddity.kind}, {one.oddity.name}: {one.fault}" for one in outcomes if one.fault]
    return Table(
        f"{len(outcomes)} odd inputs: read, and added with a good note behind them",
        ("kind", "inputs", "documents", "failures", "most seconds", "most MB", "faults"),
        tuple(rows),
        "\n".join(faults) or f"None stopped a batch, took {MAX_SECONDS:.0f} s or {MAX_MEGABYTES:.0f} MB.",
    )


def warm(folder: Path) -> None:
    """Loads what most imports need before anything is forked, so that a child shows what its input costs."""
    folder.mkdir(parents=True)
    page = folder / "page.html"
    page.write_text(f"<html><body><article><p>{'Words of a page. ' * 40}</p></article></body></html>")
    note = folder / "note.md"
    note.write_text("---\ntitle: A note\n---\nWords of a note: caf\u00e9.", encoding="utf-8")
    library = Library(Settings(home=folder / "home", cache=folder / "cache", network=False))
    library.intake.add([str(page), str(note)])
    library.close()


def tried(oddity: Oddity, folder: Path) -> Outcome:
    """Lays the input into `folder` and runs it in a process of its own."""
    inputs = folder / "inputs"
    inputs.mkdir(parents=True)
    spec = oddity.make(inputs)
    answer = folder / "answer.json"
    child = os.fork()
    if child == 0:
        _run_and_exit(spec, folder, answer)
    signal.signal(signal.SIGALRM, lambda *_: os.kill(child, signal.SIGKILL))
    signal.alarm(_SECONDS_TO_LIVE)
    _, status, usage = os.wait4(child, 0)
    signal.alarm(0)
    told = json.loads(answer.read_text(encoding="utf-8")) if answer.exists() else {}
    killed = "killed after five minutes" if os.WIFSIGNALED(status) else "ended without a word"
    return Outcome(
        oddity,
        usage.ru_utime + usage.ru_stime,
        usage.ru_maxrss / 1024,
        told.get("documents", 0),
        told.get("failures", 0),
        told.get("said", killed),
    )


def _run_and_exit(spec: str, folder: Path, answer: Path) -> None:
    try:
        told = _run(spec, folder)
    except BaseException as error:  # noqa: BLE001 - whatever comes through is the result
        told = {"said": f"{type(error).__name__}: {str(error)[:120]!r}"}
    answer.write_text(json.dumps(told), encoding="utf-8")
    sys.stdout.flush()
    os._exit(0)


def _run(spec: str, folder: Path) -> dict[str, object]:
    context = ImportContext(folder / "cache", network=False)
    found = [isinstance(one, Failure) for one in documents(spec, context)]
    good = folder / "good.md"
    good.write_text("# A good note\n\nIt comes behind.\n", encoding="utf-8")
    library = Library(Settings(home=folder / "home", cache=folder / "cache", network=False))
    report = library.intake.add([spec, str(good)])
    saved = library.items.known([f"path:{good.resolve()}"])
    library.close()
    said = "" if saved else "the note behind it was not saved"
    if (
        not said
        and not report.failed
        and report.added + report.updated + report.unchanged < 2
        and spec.strip()
    ):
        said = "left out without a word"
    return {"documents": found.count(False), "failures": found.count(True), "said": said}


def quick() -> list[Oddity]:
    """Every second odd name, place and spec, and every twenty-fourth of the others but for the sizes, which
    take longest: a quarter of a minute's work."""
    cheap = {"name", "place", "spec"}
    # Names in other encodings have tests of their own, down to what is printed of them.
    everything = [one for one in oddities() if "no UTF-8" not in one.name]
    others = [one for one in everything if one.kind not in {*cheap, "size"}]
    return [one for one in everything if one.kind in cheap][::2] + others[::24]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="jomo-odd-") as temporary:
        found = run(quick(), Path(temporary))
    print(table(found).as_markdown())
    sys.exit(any(outcome.fault for outcome in found))
