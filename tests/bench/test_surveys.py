"""The labelled texts are known as they are labelled; those of our own need nothing beside the project."""

from __future__ import annotations

from bench.surveys import labelled
from kb.reflection.intervals import wilson


def test_labelled_texts_are_mostly_known() -> None:
    texts = [one for one in labelled() if one.key.startswith("own:")]
    found = {one.key for one in texts if one.found}
    ones = {one.key for one in texts if one.is_one}
    assert len(ones) > 50
    assert wilson(len(found & ones), len(found))[0] > 0.9
    assert wilson(len(found & ones), len(ones))[0] > 0.85
