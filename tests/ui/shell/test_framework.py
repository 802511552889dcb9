"""Streamlit's own words are replaced by such as are so of Jomo."""

from __future__ import annotations

import pytest

from kb.catalogue import ENGLISH, RUSSIAN, speaking
from kb.ui.shell import framework


@pytest.mark.parametrize("language", [ENGLISH, RUSSIAN])
@pytest.mark.parametrize(("is_installed", "start"), [(True, "jomo app"), (False, "make run")])
def test_who_lost_the_server_is_told_how_to_start_it_again(
    language: str, is_installed: bool, start: str
) -> None:
    with speaking(language):
        assert framework.said(is_installed=is_installed)["start"] == start
