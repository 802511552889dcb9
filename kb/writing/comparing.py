"""Pages compared by processes beside the one that reads them, where there are many: comparing takes several
times as long as reading.

A process is a program of its own (`python -m kb.writing.comparing`), which gets what to compare with once and
then questions, each answered with what its function returned. One that ends by itself is done without.
"""

from __future__ import annotations

import gc
import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Any, BinaryIO, Self, TypeVar

from kb import logs
from kb.settings import PROJECT_ROOT

_AT_MOST = 2
"""Processes: with the one that reads and writes they keep two processors busy, and leave a person some."""
_AHEAD = 4
"""Questions that are asked before the first is answered, so that no process waits for one."""

Asked = TypeVar("Asked")
Answered = TypeVar("Answered")


class Comparing:
    """Answers questions about pages, in order; `beside` other processes, or here. Faults that processes meet
    are logged in the library's folder."""

    def __init__(self, comparison: object, home: Path, *, beside: bool) -> None:
        self._comparison = comparison
        self._children: list[_Child] = []
        self._idle: SimpleQueue[_Child] = SimpleQueue()
        if beside and (processors := os.cpu_count() or 1) > 1:
            told = pickle.dumps((home, comparison), pickle.HIGHEST_PROTOCOL)
            self._children = [_Child(told) for _ in range(min(processors, _AT_MOST))]
            for child in self._children:
                self._idle.put(child)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: type[BaseException] | BaseException | TracebackType | None) -> None:
        for child in self._children:
            child.end()

    def each(
        self, answer: Callable[[Any, Asked], Answered], questions: Iterable[Asked]
    ) -> Iterator[tuple[Asked, Answered]]:
        """Each question with what `answer`, a function of a module, makes of the comparison and it."""
        if not self._children:
            for question in questions:
                yield question, answer(self._comparison, question)
            return
        waiting: deque[tuple[Asked, Future[Answered | None]]] = deque()
        with ThreadPoolExecutor(len(self._children)) as threads:
            for question in questions:
                waiting.append((question, threads.submit(partial(self._answered, answer, question))))
                if len(waiting) > _AHEAD:
                    yield self._next(answer, waiting)
            while waiting:
                yield self._next(answer, waiting)

    def _answered(self, answer: Callable[[Any, Asked], Answered], question: Asked) -> Answered | None:
        child = self._idle.get()
        try:
            made: Answered | None = child.ask((answer, question))
            return made
        except (OSError, EOFError, pickle.UnpicklingError):
            # It was ended from outside, for want of memory perhaps.
            return None
        finally:
            self._idle.put(child)

    def _next(
        self,
        answer: Callable[[Any, Asked], Answered],
        waiting: deque[tuple[Asked, Future[Answered | None]]],
    ) -> tuple[Asked, Answered]:
        question, asked = waiting.popleft()
        made = asked.result()
        return question, answer(self._comparison, question) if made is None else made


class _Child:
    """A process that answers."""

    def __init__(self, told: bytes) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "kb.writing.comparing"],
            cwd=PROJECT_ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._told: bytes | None = told

    def ask(self, question: object) -> Any:
        """What it answers.

        :raises OSError: it has ended.
        :raises EOFError: it ended meanwhile.
        """
        assert self._process.stdin is not None and self._process.stdout is not None
        if self._told is not None:
            self._process.stdin.write(self._told)
            self._told = None
        pickle.dump(question, self._process.stdin, pickle.HIGHEST_PROTOCOL)
        self._process.stdin.flush()
        return pickle.load(self._process.stdout)

    def end(self) -> None:
        """Ends it, whatever it does."""
        self._process.kill()
        with suppress(OSError):
            self._process.communicate()


def _serve(questions: BinaryIO, answers: BinaryIO) -> None:
    """Answers until there are no more questions."""
    home, comparison = pickle.load(questions)
    logs.write_to(home)
    # What is kept for good need not be looked through for what can go.
    gc.freeze()
    with suppress(EOFError, BrokenPipeError):
        while True:
            answer, question = pickle.load(questions)
            pickle.dump(answer(comparison, question), answers, pickle.HIGHEST_PROTOCOL)
            answers.flush()


if __name__ == "__main__":
    with os.fdopen(os.dup(1), "wb") as only_answers:
        # Whatever prints something does not disturb them.
        os.dup2(2, 1)
        _serve(sys.stdin.buffer, only_answers)
