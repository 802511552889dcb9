"""One file of the person's writing, read once: its bytes, and its text with the lines that it has."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kb.catalogue import _, number
from kb.errors import ImportRefused
from kb.importers.files import HEAD_BYTES, MAX_RECORDS_BYTES, MAX_TEXT_BYTES
from kb.text.encoding import looks_binary, read_text
from kb.text.normal import normalized


@dataclass(frozen=True)
class WrittenFile:
    """A file as readers see it. `place` names it for the person; `root` is the folder that was marked, or the
    one that the file lies in; `alone` says that the file itself was marked."""

    path: Path
    place: str
    root: Path
    alone: bool = False

    @cached_property
    def suffix(self) -> str:
        """The ending of its name, in lower case."""
        return self.path.suffix.lower()

    @cached_property
    def within(self) -> Path:
        """Its path within the root."""
        return self.path.relative_to(self.root)

    @cached_property
    def folders(self) -> frozenset[str]:
        """The names of the folders that it lies in within the root, in lower case."""
        return frozenset(map(str.lower, self.within.parts[:-1]))

    @cached_property
    def is_small(self) -> bool:
        """Whether it may be read whole."""
        return self.path.stat().st_size <= self._limit

    @property
    def _limit(self) -> int:
        # Notebooks hold pictures.
        return MAX_RECORDS_BYTES if self.suffix == ".ipynb" else MAX_TEXT_BYTES

    @cached_property
    def head(self) -> bytes:
        """Its first bytes, enough to know a format by."""
        if self.is_small:
            return self.data[:HEAD_BYTES]
        with self.path.open("rb") as file:
            return file.read(HEAD_BYTES)

    @cached_property
    def data(self) -> bytes:
        """Its bytes.

        :raises ImportRefused: there are more than one text may have.
        """
        if not self.is_small:
            raise ImportRefused(
                _(
                    "{file} is larger than {limit} MB, more than is read of one text; split it",
                    file=self.path.name,
                    limit=number(self._limit >> 20),
                )
            )
        return self.path.read_bytes()

    @cached_property
    def text(self) -> str:
        """Its text, of whatever charset; empty where it holds none."""
        return decoded(self.data)

    @cached_property
    def start(self) -> str:
        """The beginning of its text."""
        return self.head.decode("utf-8", "replace").removeprefix("\ufeff")


def decoded(data: bytes) -> str:
    """A text of whatever charset with the lines that it has; empty for what is no text. Most notes are plain
    UTF-8, and telling that costs a tenth of asking for mended words."""
    if b"\0" not in data[:HEAD_BYTES]:
        try:
            return normalized(data.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n"))
        except UnicodeDecodeError:
            pass
    return "" if looks_binary(data) else read_text(data).text
