"""A selection of the odd inputs of the bench: none may stop what comes behind it, or cost too much."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from bench.oddinputs import oddities
from kb.settings import PROJECT_ROOT


@pytest.mark.skipif(not hasattr(os, "fork"), reason="each input runs in a forked process")
def test_no_odd_input_stops_a_batch_or_costs_too_much() -> None:
    # In a process of its own, which has no threads that a fork would lose.
    ran = subprocess.run(
        [sys.executable, "-m", "bench.oddities"],
        cwd=PROJECT_ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "None stopped a batch" in ran.stdout


def test_there_are_as_many_odd_inputs_as_was_promised() -> None:
    names = [(one.kind, one.name) for one in oddities()]
    assert len(names) == len(set(names)) > 500
