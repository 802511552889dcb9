"""What a person pastes is taken for what it is."""

import pytest

from kb.types import Failure, ImportRecord
from kb.ui import adding


@pytest.mark.parametrize(
    ("pasted", "specs"),
    [
        ("https://arxiv.org/abs/2510.26692", ["https://arxiv.org/abs/2510.26692"]),
        ("2510.26692 cs/0112017\n2401.01234v2", ["2510.26692", "cs/0112017", "2401.01234v2"]),
        ("~/My Notes/vault\n/data/a paper.pdf", ["~/My Notes/vault", "/data/a paper.pdf"]),
        ("t.me/varim_ml/168\n\n t.me/varim_ml/168 ", ["t.me/varim_ml/168"]),
        ('"C:\\Users\\me\\export.json"', ["C:\\Users\\me\\export.json"]),
        ("doi:10.1000/xyz 10.1145/3292500", ["doi:10.1000/xyz", "10.1145/3292500"]),
        ("notes.md", ["notes.md"]),
        ("https://a.example/1\nsomething odd\n", ["https://a.example/1", "something odd"]),
        ("   \n", []),
    ],
)
def test_specs_one_each(pasted: str, specs: list[str]) -> None:
    assert adding.split_specs(pasted) == specs


def test_a_written_text_is_kept_as_a_text() -> None:
    assert (
        adding.split_specs("Заметка о том, почему списки чтения растут.\n\nВторая строка.\nТретья.") is None
    )
    assert adding.split_specs("A long thought on attention. " * 20) is None


def test_outcome_names_only_what_happened() -> None:
    record = ImportRecord(1, "2025-11-21", ("x",), 12, 0, 3, (Failure("a", "b"),), ())
    assert adding.outcome(record) == "12 added, 3 unchanged, 1 refused"
    assert adding.outcome(ImportRecord(1, "2025-11-21", (), 0, 0, 0, (), ())) == "nothing found in it"
