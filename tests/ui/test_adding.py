"""What a person pastes is taken for what it is."""

from kb.types import Failure, ImportRecord
from kb.ui import adding


def test_outcome_names_only_what_happened() -> None:
    record = ImportRecord(1, "2025-11-21", ("x",), 12, 0, 3, (Failure("a", "b"),), ())
    assert adding.outcome(record) == "12 added, 3 unchanged, 1 refused"
    assert adding.outcome(ImportRecord(1, "2025-11-21", (), 0, 0, 0, (), ())) == "nothing found in it"
