"""Errors a person may meet. Each message is one line that names the remedy."""


class JomoError(Exception):
    """Base of all errors that are shown to the person as they are."""


class ImportRefused(JomoError):
    """An input could not be read; the message says what it is and what to do."""


class NothingToSave(ImportRefused):
    """An input is left out on purpose; the message names the things of its kind, `drawings without words`."""


class NotFound(JomoError):
    """No item, area or topic answers to the given name: what is missing, and the command that shows what
    there is. A page says what is `missing` and a way of its own."""

    def __init__(self, missing: str, shown_by: str = "") -> None:
        super().__init__(f"{missing}; {shown_by}" if shown_by else missing)
        self.missing = missing if shown_by else ""


class LibraryBusy(JomoError):
    """Another process holds the library for the work that was asked for."""


class LibraryDamaged(JomoError):
    """The store cannot be opened or is newer than this version of Jomo."""


class LibraryUnavailable(JomoError):
    """The library's folder or its disk refuses: gone, full, read-only."""


class BackupRefused(JomoError):
    """A backup cannot be written, is none, is damaged, or may not be put where it was asked to go."""


class EncoderUnavailable(JomoError):
    """The embedding model cannot be loaded on this machine."""


class NetworkUnavailable(JomoError):
    """The network was needed and did not answer."""


class FrontMatterRefused(JomoError):
    """The front matter of a mirrored note is no YAML."""


class MarkerGone(JomoError):
    """A mirrored note lacks the line below which everything is the person's."""
