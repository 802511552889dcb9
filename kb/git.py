"""What Git tells of a repository: its commits, oldest first, each with the lines it took away and brought.

Only the history is read, by the `git` program: with nothing of the repository's own settings that would run
another program (pagers, drivers of diffs, signatures, hooks) and nothing fetched.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import IO

_SAFE = (
    "--no-pager", "--no-optional-locks",
    "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}",
    "-c", f"core.attributesFile={os.devnull}",
    "-c", "core.quotePath=false", "-c", "log.showSignature=false", "-c", "protocol.allow=never",
    "-c", "submodule.recurse=false",
)  # fmt: skip
_OLDEST_FIRST = ("--cc", "--reverse", "--topo-order", "--no-renames")
_OF_ONE_FILE = ("--follow", "--find-renames")
"""Git follows a file under its earlier names only from its end to its beginning."""
_LOG = (
    "log", "--patch", "--unified=0", "--no-ext-diff", "--no-textconv", "--no-color",
    "--no-show-signature", "--no-notes", "--no-indent-heuristic", "--no-mailmap", "--diff-algorithm=myers",
    "--inter-hunk-context=0", "--src-prefix=a/", "--dst-prefix=b/", "--submodule=short",
    "--ignore-submodules=all", "--date=format:%Y-%m-%d", "--format=%x00%H %ad %ae",
)  # fmt: skip
_HUNK = re.compile(rb"@@ -\d+(?:,(?P<removed>\d+))? \+\d+(?:,(?P<added>\d+))? @@")
_COMBINED = re.compile(rb"@@(?P<parents>@+) ")
_ESCAPE = re.compile(rb"\\([0-7]{3}|.)")
_ESCAPED = {b"n": b"\n", b"t": b"\t", b"r": b"\r", b"a": b"\a", b"b": b"\b", b"f": b"\f", b"v": b"\v"}
_LONGEST_LINE = 64 * 1024
"""Bytes of a line that are read; nobody writes longer ones."""
_MOST_LINES = 500_000
"""Lines of a commit that are held, a hundred megabytes; a person's notes of twenty years have fewer, data may
have more."""


@dataclass(slots=True)
class Change:
    """What a commit did to a file (its path below the repository), line by line."""

    path: str
    removed: list[bytes] = field(default_factory=list)
    added: list[bytes] = field(default_factory=list)


@dataclass(slots=True)
class Commit:
    """A commit: its author's own day and address, and what it changed."""

    id: str
    day: str
    author: str
    changes: list[Change] = field(default_factory=list)

    @property
    def ordinal(self) -> int:
        """Its day as a number of days."""
        return date.fromisoformat(self.day).toordinal()


def repository_of(path: Path) -> Path | None:
    """The top of the repository that a file or folder lies in, if Git can be asked of it."""
    if shutil.which("git") is None:
        return None
    return next((folder for folder in (path, *path.parents) if (folder / ".git").exists()), None)


def ignored(root: Path, folders: Collection[Path]) -> set[Path]:
    """Those of some folders in a repository that it does not look at."""
    with _running(root, "check-ignore", "--stdin", "-z", stdin=subprocess.PIPE) as process:
        said, _ = process.communicate(b"\0".join(map(os.fsencode, folders)))
    return {Path(os.fsdecode(one)) for one in said.split(b"\0") if one}


def head(root: Path) -> str:
    """The commit that is checked out; '' where there is none, or Git does not trust the folder."""
    return _asked(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}").strip()


def leads_to(root: Path, old: str, new: str) -> bool:
    """Whether one commit is part of the history of another."""
    with _running(root, "merge-base", "--is-ancestor", old, new) as process:
        process.communicate()
        return process.returncode == 0


def cut_off(root: Path) -> frozenset[str]:
    """The commits at which the history of a shallow clone begins: what they bring is older than they."""
    try:
        folder = Path(_asked(root, "rev-parse", "--absolute-git-dir").strip())
        return frozenset((folder / "shallow").read_text(encoding="ascii").split())
    except (OSError, UnicodeDecodeError):
        return frozenset()


def commits(root: Path, until: str, since: str = "", *, endings: Collection[str]) -> Iterator[Commit]:
    """The commits up to one, oldest first, without those up to `since`; of files with such `endings` only."""
    named = [f":(icase,glob)**/*{ending}" for ending in sorted(endings) if ending]
    span = f"{since}..{until}" if since else until
    yield from _logged(root, *_LOG, *_OLDEST_FIRST, span, "--", *named)


def commits_of(path: Path) -> Iterator[Commit]:
    """The commits that changed a file, the latest first, under its earlier names too; none where no
    repository knows it."""
    root = repository_of(path.parent)
    if root is not None:
        name = path.relative_to(root).as_posix()
        yield from _logged(root, *_LOG, *_OF_ONE_FILE, "--", f":(literal){name}")


def _logged(root: Path, *arguments: str) -> Iterator[Commit]:
    with _running(root, *arguments) as process:
        assert process.stdout is not None
        try:
            yield from _read(process.stdout)
        finally:
            process.kill()


def _asked(root: Path, *arguments: str) -> str:
    with _running(root, *arguments) as process:
        return process.communicate()[0].decode("utf-8", "replace")


def _running(root: Path, *arguments: str, stdin: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | {
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "LC_ALL": "C",
    }
    return subprocess.Popen(
        ["git", "-C", str(root), *_SAFE, *arguments],
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    )


def _read(stream: IO[bytes]) -> Iterator[Commit]:
    """The commits of a log. Lines of a hunk are counted, since what is in them may look like anything."""
    commit: Commit | None = None
    change = Change("")
    old = ""
    removed = added = parents = held = 0
    for line in _lines(stream):
        if removed or added:
            held += 1
            if line.startswith(b"-"):
                removed -= 1
                change.removed += [line[1:]] if held <= _MOST_LINES else []
            elif line.startswith(b"+"):
                added -= 1
                change.added += [line[1:]] if held <= _MOST_LINES else []
        elif parents and line[:1] in (b" ", b"+", b"-"):
            # A merge: what is in none of its parents is new, what was in one of them and is not kept is gone.
            marks = line[:parents]
            if b"-" in marks:
                change.removed.append(line[parents:])
            elif marks == b"+" * parents:
                change.added.append(line[parents:])
        elif line.startswith(b"\0"):
            if commit is not None:
                yield commit
            name, day, author = line[1:].decode("utf-8", "replace").split(" ", 2)
            commit, parents, held = Commit(name, day, author), 0, 0
        elif line.startswith(b"diff "):
            old, parents = "", 0
        elif line.startswith(b"--- "):
            old = _path(line[4:])
        elif line.startswith(b"+++ ") and commit is not None:
            change = Change(_path(line[4:]) or old)
            commit.changes.append(change)
        elif hunk := _HUNK.match(line):
            removed, added = int(hunk["removed"] or b"1"), int(hunk["added"] or b"1")
        elif combined := _COMBINED.match(line):
            parents = len(combined["parents"])
    if commit is not None:
        yield commit


def _lines(stream: IO[bytes]) -> Iterator[bytes]:
    """The lines of a log without their ends, long ones cut."""
    while line := stream.readline(_LONGEST_LINE):
        rest = line
        while not rest.endswith(b"\n") and (rest := stream.readline(_LONGEST_LINE)):
            pass
        yield line.removesuffix(b"\n")


def _path(written: bytes) -> str:
    """A path as the head of a diff has it; '' for `/dev/null`."""
    written = written.rstrip(b"\t\r")
    if written.startswith(b'"'):
        written = _ESCAPE.sub(_unescaped, written[1:-1])
    return "" if written == b"/dev/null" else os.fsdecode(written[2:])


def _unescaped(escape: re.Match[bytes]) -> bytes:
    code = escape[1]
    return bytes([int(code, 8) & 255]) if len(code) == 3 else _ESCAPED.get(code, code)
