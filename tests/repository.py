"""Repositories that tests make, commit by commit, on days and by authors that they say."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from kb import git

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git on this machine")


class Repository:
    """A repository whose commits are of days that are said."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir()
        self.run("init", "-q", "-b", "main")

    def run(self, *arguments: str, day: str = "2020-01-01", author: str = "a@a") -> str:
        """Runs Git, and returns what it says."""
        environment = {
            **os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": author, "GIT_AUTHOR_DATE": f"{day}T23:30:00+0900",
            "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@a",
            "GIT_COMMITTER_DATE": "2025-12-31T12:00:00Z",
        }  # fmt: skip
        done = subprocess.run(
            ["git", "-C", str(self.root), *arguments],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    def write(self, day: str, files: Mapping[str, str | None], author: str = "a@a") -> str:
        """Commits what files hold from a day on, None for one that goes; returns the commit."""
        for name, text in files.items():
            path = self.root / name
            if text is None:
                path.unlink()
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
        self.run("add", "-A")
        self.run("commit", "-q", "--allow-empty", "-m", "x", day=day, author=author)
        return git.head(self.root)
