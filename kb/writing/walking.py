"""Which files of a marked folder may be the person's writing. What programs made of it, or keep beside it,
and what others wrote is passed over."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kb.importers.files import TEXT_SUFFIXES
from kb.importers.folder import hidden, passed_over, source_files
from kb.types import Failure
from kb.writing.code import COMMENTS
from kb.writing.slides import shows_slides

BIBLIOGRAPHIES = frozenset({".bib", ".bibtex", ".biblatex", ".bbl", ".json", ".yaml", ".yml"})
IN_LINES = (
    (TEXT_SUFFIXES - {".log"})
    | frozenset({".tex", ".ltx", ".latex", ".ipynb", ".html", ".htm", ".canvas", ".typ"})
    | frozenset(COMMENTS)
)
"""Endings of names of pages that are written line by line."""
_WRITTEN = IN_LINES | BIBLIOGRAPHIES | frozenset({".pptx", ".pdf", ".xml", ".docx"})
"""Endings of names that pages and bibliographies have; what is in them is looked at after."""
_OF_SITES = frozenset({".html", ".htm", ".xml", *COMMENTS})
"""Endings of what programs of others have as well, among the files that a site serves."""
_MADE = frozenset(
    """
    _site _book _build _freeze _output site_libs htmlcov vendor third_party thirdparty extern external
    bower_components jspm_packages wandb mlruns checkpoints lightning_logs target
    """.split()
)
"""Folders that hold what was made or copied, whatever stands beside them."""
_MADE_ENDINGS = (".egg-info", ".dist-info")
"""How the names of folders end in which Python keeps what it knows of a package, its README with it."""
_MADE_IN_PROJECTS = frozenset({"public", "site", "build", "dist", "out", "env", "themes", "resources"})
_SERVED = "static"
"""The folder of a project whose files a site serves as they are: own slides, and programs of others."""
_PROGRAMS = frozenset("js css lib libs plugins fonts assets dist build scripts admin".split())
"""Folders in which those lie there."""
_PROJECTS = frozenset(
    """
    hugo.toml hugo.yaml hugo.yml hugo.json config.toml config.yaml config.yml _config.yml package.json
    astro.config.mjs astro.config.ts gatsby-config.js quartz.config.ts pyproject.toml setup.py setup.cfg
    cargo.toml cmakelists.txt makefile mkdocs.yml mkdocs.yaml _quarto.yml conf.py pom.xml build.gradle
    latexmkrc
    """.split()
)
"""What stands in a project that makes these: a folder of notes may be called so too."""
_OF_PROGRAMS = frozenset(
    """
    license licence copying notice authors contributors changelog changes code_of_conduct security
    requirements robots cmakelists
    """.split()
)
"""Texts that every project has, by the names before their endings."""

_TELEGRAM, _TELEGRAM_PAGE = "result.json", re.compile(r"messages\d*\.html")
"""A chat that Telegram exported in both forms is read once."""


def written_files(folder: Path) -> Iterator[Path | Failure]:
    """The files of a folder that may be pages or bibliographies, sorted by name; a failure for each that
    could not be looked at."""
    return source_files(folder, may_be_written, _passed_over)


def reads(folder: Path, place: Path) -> bool:
    """Whether who reads a marked folder reads a place within it. A PDF may be somebody else's, unless it
    shows slides or is marked by itself."""
    if not (place.is_relative_to(folder) and folder.is_dir()):
        return False
    files = (one for one in written_files(folder) if isinstance(one, Path))
    within = (one for one in files if one.is_relative_to(place))
    return any(one.suffix.lower() != ".pdf" or shows_slides(one) for one in within)


def may_be_written(path: Path) -> bool:
    """Whether a file may be a page or a bibliography, by its name."""
    if hidden(path.name) or path.suffix.lower() not in _WRITTEN:
        return False
    return path.stem.lower() not in _OF_PROGRAMS


def _passed_over(parent: Path, folders: Sequence[str], names: Sequence[str]) -> set[str]:
    made = passed_over(parent, folders, names) | _MADE
    if _is_project(names):
        made |= _MADE_IN_PROJECTS
    if _is_served(parent):
        made |= _PROGRAMS | {name for name in names if Path(name).suffix.lower() in _OF_SITES}
    if _TELEGRAM in names:
        made |= {name for name in names if _TELEGRAM_PAGE.fullmatch(name)}
    # A repository within another is somebody else's, and an environment of Python is a program.
    return made | {name for name in folders if name.endswith(_MADE_ENDINGS) or _is_foreign(parent / name)}


def _is_project(names: Iterable[str]) -> bool:
    return not _PROJECTS.isdisjoint(map(str.lower, names))


def _is_served(folder: Path) -> bool:
    """Whether a folder lies where a project keeps what its site serves."""
    above = (one.parent for one in (folder, *folder.parents) if one.name == _SERVED)
    return any(_is_project(file.name for file in one.iterdir()) for one in above if os.access(one, os.R_OK))


def _is_foreign(folder: Path) -> bool:
    return (folder / ".git").is_file() or (folder / "pyvenv.cfg").is_file()
