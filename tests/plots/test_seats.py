"""Where the name of an area may stand: on its shape, and on no other where that can be."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from kb.plots.outlines import seats, within


def ring(x: float, y: float, radius: float, waves: float = 0.0) -> NDArray[np.floating]:
    turns = np.linspace(0, 2 * np.pi, 80)
    far = radius * (1 + waves * np.cos(3 * turns))
    return np.column_stack([x + far * np.cos(turns), y + far * np.sin(turns)])


@pytest.mark.parametrize("waves", [0.0, 0.3, 0.6])
def test_every_seat_lies_on_the_shape(waves: float) -> None:
    shape = ring(3, -2, 5, waves)
    found = seats(shape, [])
    assert len(found) and within(shape, found).all()


def test_a_crescent_keeps_its_name_off_the_hole() -> None:
    outer, inner = ring(0, 0, 5), ring(2, 0, 4)
    crescent = np.vstack([outer[8:-8], inner[8:-8][::-1], outer[8:9]])
    assert within(crescent, seats(crescent, [])).all()


def test_a_name_keeps_off_what_lies_on_its_shape_and_stays_where_all_of_it_is_covered() -> None:
    shape, other = ring(0, 0, 5), ring(3, 0, 4)
    found = seats(shape, [other])
    assert within(shape, found).all() and not within(other, found).any()
    covered = seats(shape, [ring(0, 0, 9)])
    assert within(shape, covered).all()


def test_a_shape_too_thin_to_be_hit_still_has_a_seat() -> None:
    line = np.array([[0.0, 0.0], [1.0, 0.0], [2.0, 0.0], [0.0, 0.0]])
    assert seats(line, []).shape == (1, 2)
