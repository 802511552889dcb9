"""Files that appear whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.appearing import write_whole


def test_a_file_is_replaced_by_one_that_the_same_people_may_read(tmp_path: Path) -> None:
    target = tmp_path / "new" / ("n" * 252 + ".md")
    write_whole(target, "one")
    target.chmod(0o600)
    write_whole(target, "два".encode())
    assert target.read_text(encoding="utf-8") == "два"
    assert target.stat().st_mode & 0o777 == 0o600
    assert list(target.parent.iterdir()) == [target]


def test_what_cannot_be_put_in_place_leaves_no_draft(tmp_path: Path) -> None:
    (tmp_path / "taken" / "inside").mkdir(parents=True)
    with pytest.raises(OSError):
        write_whole(tmp_path / "taken", "words")
    assert [one.name for one in tmp_path.iterdir()] == ["taken"]
