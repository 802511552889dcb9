"""What Jomo runs on is said in requirements.txt; the lock holds that and all it brings along, with hashes."""

from __future__ import annotations

import re

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from kb.settings import PROJECT_ROOT

LOCK = (PROJECT_ROOT / "requirements.lock").read_text(encoding="utf-8")


def test_the_lock_holds_every_requirement_in_its_version() -> None:
    lines = (PROJECT_ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    asked = [Requirement(line) for line in lines if line and not line.startswith("#")]
    locked = set(re.findall(r"^([\w.-]+)(?:\[.+?\])?(==[^\s;]+)", LOCK, re.MULTILINE))
    assert asked
    assert {(canonicalize_name(one.name), str(one.specifier)) for one in asked} <= locked


def test_everything_locked_has_a_hash_and_names_no_host() -> None:
    pinned = re.split(r"^(?=\w)", LOCK, flags=re.MULTILINE)[1:]
    assert [one.split()[0] for one in pinned if "--hash=sha256:" not in one] == []
    assert "://" not in LOCK
