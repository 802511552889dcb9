"""Why nothing came of an address."""

from __future__ import annotations

from kb.errors import JomoError


class Refused(JomoError):
    """An address that is not asked, or an answer that is not taken; asking again changes nothing."""


class Unreachable(JomoError):
    """The network or the server gave no answer that can be used; it may another time.

    `status` is the server's, None where none came; `retry_after_s` is how many seconds it wants to be left
    alone, None where it does not say.
    """

    def __init__(self, message: str, status: int | None = None, retry_after_s: float | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.retry_after_s = retry_after_s
