"""The log of a library: faults with their traceback, for whoever mends them. The person is told one line."""

from __future__ import annotations

import logging
from contextlib import suppress
from pathlib import Path

FILE = "logs/jomo.log"
"""Where the log lies in a library's folder."""

_logger = logging.getLogger("jomo")


class _LogFile(logging.FileHandler):
    """A file that is opened with the first line and whose own trouble stops nobody."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, encoding="utf-8", errors="backslashreplace", delay=True)
        self.setFormatter(logging.Formatter("%(asctime)s %(process)d %(levelname)s %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        with suppress(OSError):
            Path(self.baseFilename).parent.mkdir(exist_ok=True)
            super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:
        """A full or read-only disk is told by what the person asked for, not by the log."""


def write_to(home: Path) -> None:
    """From now on what is logged goes to the library in this folder and no more to stderr."""
    for handler in _logger.handlers[:]:
        _logger.removeHandler(handler)
        handler.close()
    _logger.addHandler(_LogFile(home / FILE))
    _logger.propagate = False


def warn(message: str) -> None:
    """Notes what was worked around in the library's log."""
    _logger.warning("%s", message)


def fault(what: str, error: BaseException) -> str:
    """Logs an error nobody foresaw, with its traceback; returns its kind and text, to be told in a line."""
    _logger.error("%s", what, exc_info=error)
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
