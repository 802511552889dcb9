"""Every command that writes, and a small library that gives each of them something to do."""

from __future__ import annotations

import random
import shutil
from dataclasses import dataclass
from pathlib import Path

from kb.clock import now
from kb.ingest.merging import unite
from kb.library import Library
from kb.settings import Settings
from kb.store import jobs
from kb.types import Depth, Verdict, Zone

_KEY, _OTHER = "arxiv:2501.00001", "arxiv:2501.00002"
# More than one commit of an import holds.
_LONG = 130
_WORDS = "memory attention cache routing kernels alignment retrieval память внимание обучение".split()


@dataclass(frozen=True, slots=True)
class Command:
    """A command line. `steps`: it commits more than once, so that a part of what it does may stand. `then`
    completes a part where the same command would not. `every`: in how many rounds it is tried once, as those
    that embed take seconds. `anew`: on an empty home."""

    words: tuple[str, ...]
    steps: bool = False
    then: tuple[tuple[str, ...], ...] = ()
    every: int = 1
    anew: bool = False

    @property
    def name(self) -> str:
        return " ".join(Path(word).name for word in self.words)


@dataclass(frozen=True, slots=True)
class Place:
    """Where one command runs: a home, and a folder for what it writes elsewhere."""

    folder: Path
    cache: Path

    @property
    def home(self) -> Path:
        return self.folder / "home"

    @property
    def out(self) -> Path:
        return self.folder / "out"

    @property
    def settings(self) -> Settings:
        return Settings(home=self.home, cache=self.cache, network=False)


def commands(place: Place, given: Path) -> list[Command]:
    """What is tried in a copy of the template that lies at `place`, on the files in `given`."""
    library = Library(place.settings)
    upper = [topic for topic in library.map.read().topics if topic.parent is None]
    lower = [topic for topic in library.map.read().topics if topic.parent == upper[0].id]
    library.close()
    first, second = str(lower[0].id), str(lower[1].id)
    long, short, out = str(given / "long"), str(given / "short"), place.out
    return [
        Command(("add", long, "--no-embed"), steps=True),
        Command(("add", short), steps=True, every=2),
        Command(("add", "2502.00001", "https://example.org/a", "--no-embed")),
        Command(("complete",), steps=True, every=2),
        Command(("embed",), steps=True, every=2),
        Command(("sample",), steps=True, then=(("embed",), ("map",)), every=5, anew=True),
        Command(("move", _KEY, _OTHER, "must-have")),
        Command(("move", "--undo")),
        Command(("state", _KEY, "read")),
        Command(("judge", _KEY, "direct", "--note", "chose by it")),
        Command(("tag", _KEY, _OTHER, "new")),
        Command(("tag", "--remove", _KEY, "old")),
        Command(("snooze", _KEY, "2999-12-24")),
        Command(("split", "arxiv:2501.00003")),
        Command(("suggest", "--accept-above", "0.5")),
        Command(("areas", "set", "Memory", "--stance", "tracked", "--example", _KEY)),
        Command(("areas", "settle", "Attention", _OTHER, "--no")),
        Command(("areas", "import", str(given / "outline.md"))),
        Command(("areas", "remove", "Attention")),
        Command(("role", "set", "Serving", "--depth", "depth", "--area", "Attention")),
        Command(("role", "import", str(given / "outline.md"))),
        Command(("role", "remove", "Cheap serving")),
        Command(("searches", "save", "Caches", "cache")),
        Command(("searches", "forget", "Memory")),
        Command(("map",)),
        Command(("map", "--rebuild")),
        Command(("map", "--undo")),
        Command(("topics", "rename", first, "By hand")),
        Command(("topics", "merge", first, second)),
        Command(("topics", "split", first)),
        Command(("topics", "pin", first)),
        Command(("topics", "unpin", second)),
        Command(("doctor", "--fix")),
        Command(("reindex",)),
        Command(("backup", str(out / "copy.zip"), "--force")),
        Command(("restore", str(given / "older.zip"), "--force")),
        Command(("export", str(out / "notes"))),
        Command(("salvage", str(place.home / "jomo.sqlite"), str(out / "salvaged"))),
        Command(("work", "save"), steps=True),
        Command(("work", "think"), steps=True, every=2),
    ]


def template(place: Place, given: Path) -> None:
    """Makes the library that copies are taken of, and the files that are given to commands."""
    for name, count in (("long", _LONG), ("queued", _LONG), ("short", 8), ("base", 24), ("later", 6)):
        _notes(given / name, name, count)
    (given / "outline.md").write_text("# Plan\n\n- Routing\n- Kernels\n- Retrieval\n", encoding="utf-8")
    place.out.mkdir(parents=True)
    library = Library(place.settings, keep_index=True)
    library.intake.add([f"2501.{n:05}" for n in range(6)])
    library.intake.add([str(given / "base")])
    library.work.embed()
    library.vectors.sync_index()
    library.upkeep.backup(given / "older.zip")
    shutil.copy(given / "older.zip", place.out / "copy.zip")
    library.map.update()
    lower = [topic for topic in library.map.read().topics if topic.parent is not None]
    library.map.pin(lower[1].id)
    library.areas.set("Attention", criterion="attention", examples=[_KEY])
    library.role.set_ask("Cheap serving", Depth.DEPTH, ["Attention"])
    library.search.save("Memory", "memory")
    library.items.tag([_KEY], "old")
    library.reviews.judge(["arxiv:2501.00005"], Verdict.DIRECT)
    kept, other = (library.items.get(key).item.id for key in ("arxiv:2501.00003", "arxiv:2501.00004"))
    with library.store.write() as db:
        unite(db, kept, other, now())
    notes = [item.key for item in library.items.select() if item.key.startswith("file:")]
    library.triage.move(notes[:4], Zone.MUST_HAVE)
    library.triage.move(notes[4:8], Zone.NICE_TO_HAVE)
    library.intake.add([str(given / "later")])
    with library.store.write(silent=True) as db:
        jobs.enqueue(db, jobs.IMPORT, {"specs": [str(given / "queued")]}, now())
        jobs.enqueue(db, jobs.MAP, {"rebuild": True}, now())
    library.close()


def _notes(folder: Path, name: str, count: int) -> None:
    rng = random.Random(name)
    folder.mkdir(parents=True)
    for n in range(count):
        subject = _WORDS[n % len(_WORDS)]
        words = " ".join([subject, *rng.choices(_WORDS, k=12)])
        text = f"# {name.capitalize()} {n} on {subject}\n\n{words}.\n"
        (folder / f"{n}.md").write_text(text, encoding="utf-8")
