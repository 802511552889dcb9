"""What an importer is: the two questions the registry asks of each format."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kb.types import Document, Failure, Subscription
from kb.web.limits import LIMITS, Limits

if TYPE_CHECKING:
    from kb.importers.notes.vault import Vault


@dataclass(frozen=True, slots=True)
class ImportContext:
    """What an importer may use: a folder for network answers, and whether it may ask the network.

    `reading` is told the file that is read next, for the case that reading it ends the process; `recognised`
    the name of the format that it is read as; `vault` is the folder that is being read whole; `limits` hold
    for pages that are fetched."""

    cache: Path
    network: bool = True
    reading: Callable[[str], None] = lambda spec: None
    recognised: Callable[[str], None] = lambda name: None
    vault: Vault | None = None
    limits: Limits = LIMITS


class Importer(Protocol):
    """One input format. Importers are stateless."""

    @property
    def name(self) -> str:
        """The format's name as a person would say it."""

    def match(self, spec: str) -> bool:
        """Whether this importer reads `spec`. Asks no network; may look at the beginning of a file."""

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure | Subscription]:
        """Reads `spec`. Parts that cannot be read come out as failures beside the readable ones; of a list of
        feeds come subscriptions.

        :raises ImportRefused: nothing of it can be read.
        """
