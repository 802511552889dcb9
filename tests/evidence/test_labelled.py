"""What is found in labelled writing, beside what a reader found. By kind: `python -m bench evidence`."""

from __future__ import annotations

import pytest

from bench.labelled import Label, by_kind, labelled


@pytest.fixture(scope="module")
def found() -> list[Label]:
    """The traces in all pages."""
    return [label for label, _ in labelled().found()]


def test_the_fixture_is_as_large_as_it_says() -> None:
    writing = labelled()
    assert len(writing.items) >= 200
    assert len(writing.pages) >= 60
    assert {label.place for label in writing.labels} <= {page.place for page in writing.pages}
    assert {label.item for label in writing.labels} <= writing.items.keys()


@pytest.mark.parametrize(
    ("kind", "precision", "recall"),
    [
        ("identifier", 0.99, 0.99),
        ("link", 0.99, 0.99),
        ("citation", 0.99, 0.99),
        ("wikilink", 0.99, 0.99),
        ("through", 0.99, 0.99),
        ("title", 0.95, 0.90),
    ],
)
def test_each_kind_is_found_as_a_reader_finds_it(
    found: list[Label], kind: str, precision: float, recall: float
) -> None:
    right, counted, wanted = by_kind(found, labelled().labels)[kind]
    assert right >= precision * counted
    assert right >= recall * wanted


def test_traces_are_weighed_and_dated_as_a_reader_does(found: list[Label]) -> None:
    read = {label[:4]: label for label in labelled().labels}
    assert not [one for one in found if one[:4] in read and one != read[one[:4]]]
