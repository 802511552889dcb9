"""Questions about pages answered beside, in order, whatever becomes of who answers them."""

from __future__ import annotations

import operator
from pathlib import Path

import pytest

from kb.writing.comparing import Comparing


@pytest.mark.parametrize("beside", [False, True])
def test_questions_are_answered_in_order(tmp_path: Path, beside: bool) -> None:
    with Comparing(100, tmp_path, beside=beside) as comparing:
        assert list(comparing.each(operator.add, range(12))) == [(one, 100 + one) for one in range(12)]


def test_what_ended_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kb.writing.comparing._AT_MOST", 1)
    with Comparing(100, tmp_path, beside=True) as comparing:
        answers = comparing.each(operator.add, range(12))
        assert next(answers) == (0, 100)
        for child in comparing._children:
            child._process.kill()
        assert list(answers) == [(one, 100 + one) for one in range(1, 12)]
