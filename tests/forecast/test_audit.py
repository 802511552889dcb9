"""Filing by itself through a history, with only a part of it checked."""

from __future__ import annotations

import numpy as np
import pytest

from kb.forecast.audit import filed_through
from kb.forecast.trade import AUDITED


def history(seed: int, n: int, errors: float) -> tuple[np.ndarray, np.ndarray]:
    """Half of the forecasts sure, with a share of errors; the others as good as chance."""
    random = np.random.default_rng(seed)
    sure = random.random(n) < 0.5
    return np.where(sure, 0.93, 0.45), random.random(n) < np.where(sure, errors, 0.5)


def test_a_sure_half_is_filed_once_that_is_proved() -> None:
    [found] = filed_through(*history(1, 1000, 0.02))
    assert 300 < found.filed < 450
    assert found.kept is not None and found.kept <= found.promised
    assert found.checked == pytest.approx(AUDITED * found.filed, rel=0.4)
    assert found.spared == found.filed - found.checked


def test_where_nothing_is_certain_nothing_is_filed() -> None:
    [found] = filed_through(*history(2, 1000, 0.4))
    assert found.filed == 0 and found.kept is None


def test_a_change_of_taste_stops_it() -> None:
    """Sure forecasts turn into chance half way: few are filed after that."""
    (given, wrong), (later, more) = history(3, 800, 0.02), history(4, 800, 0.5)
    [alone] = filed_through(given, wrong)
    [both] = filed_through(np.concatenate([given, later]), np.concatenate([wrong, more]))
    assert both.filed - alone.filed < 200


def test_a_stricter_choice_files_less() -> None:
    [found] = filed_through(*history(1, 600, 0.02), chosen=0.95)
    assert found.filed == 0
