"""`python -m bench [NAME...] [--corpus FILE]`: runs the named measurements, or all, and prints tables.

`python -m bench alike --items FILE --judgements FILE` scores a judged collection of one's own instead.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench import (
    agents,
    alike,
    areas,
    channels,
    embedding,
    evidence,
    exports,
    forecasting,
    importing,
    intake,
    kills,
    mapping,
    mirroring,
    oddities,
    promises,
    ranking,
    reading,
    relatedness,
    remote,
    replays,
    retelling,
    scanning,
    searching,
    starting,
    surveys,
    threads,
    typeset,
)
from bench.measuring import Table
from kb.ingest.sample import FOLDER
from kb.settings import PROJECT_ROOT

MEASUREMENTS: dict[str, Callable[[Path, Path], Table]] = {
    "forecasting": forecasting.measure,
    "importing": importing.measure,
    "intake": intake.measure,
    "exports": exports.measure,
    "embedding": embedding.measure,
    "searching": searching.measure,
    "starting": starting.measure,
    "agents": agents.measure,
    "alike": alike.measure,
    "related": relatedness.measure,
    "areas": areas.measure,
    "channels": channels.measure,
    "evidence": evidence.measure,
    "surveys": surveys.measure,
    "mapping": mapping.measure,
    "mirroring": mirroring.measure,
    "retelling": retelling.measure,
    "scanning": scanning.measure,
    "oddities": oddities.measure,
    "kills": kills.measure,
    "promises": promises.measure,
    "replays": replays.measure,
    "ranking": ranking.measure,
    "remote": remote.measure,
    "reading": reading.measure,
    "threads": threads.measure,
    "typeset": typeset.measure,
}
PUBLIC_CORPUS = PROJECT_ROOT.parent / "shared" / "corpora" / "arxiv_ml_3k.jsonl"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(MEASUREMENTS)}; all without")
    parser.add_argument(
        "--corpus", type=Path, help="arXiv metadata, one JSON record a line, or a library's folder"
    )
    parser.add_argument("--items", type=Path, help="for alike: lines of id and text")
    parser.add_argument("--judgements", type=Path, help="for alike: lines of seed and grades")
    chosen = parser.parse_args()
    unknown = set(chosen.names) - set(MEASUREMENTS)
    if unknown:
        parser.error(f"no such measurement: {', '.join(sorted(unknown))}")
    if (chosen.items is None) != (chosen.judgements is None):
        parser.error("--items and --judgements belong together")
    if chosen.items:
        if chosen.names != ["alike"]:
            parser.error("--items and --judgements are for alike alone")
        print(alike.judged(chosen.items, chosen.judgements).as_markdown())
        return
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    with tempfile.TemporaryDirectory(prefix="jomo-bench-") as folder:
        corpus = chosen.corpus or (
            PUBLIC_CORPUS if PUBLIC_CORPUS.exists() else _sample_as_corpus(Path(folder))
        )
        print(f"corpus: {corpus.name}\n")
        for name in chosen.names or MEASUREMENTS:
            print(MEASUREMENTS[name](corpus, Path(folder) / name).as_markdown(), flush=True)


def _sample_as_corpus(folder: Path) -> Path:
    """The sample library's papers in the shape of a corpus, for machines without a larger one."""
    target = folder / "sample.jsonl"
    with target.open("w", encoding="utf-8") as out:
        for line in (FOLDER / "papers.jsonl").read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            record["abstract"], record["first_seen"] = record.pop("summary"), record.pop("published")
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
    return target


if __name__ == "__main__":
    main()
