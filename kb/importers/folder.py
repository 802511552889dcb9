"""Walking a folder: which files in it may be sources, in an order that never changes."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from kb.catalogue import _, cause
from kb.importers.papis_entry import read_with_entry
from kb.types import Failure

_SKIPPED_FOLDERS = frozenset({"node_modules", "__pycache__", "__MACOSX", "venv", "site-packages"})
# Where Logseq keeps earlier states of its pages.
_OLD_COPIES = frozenset({"bak", "version-files"})
# What stands beside the table of an export that says what it is; whoever reads the table reads these.
_PARTS = (
    (re.compile(r"metadata_\d+_to_\d+\.json"), re.compile(r"content|highlights")),
    (re.compile(r"_matter_history\.csv"), re.compile(r"content_\d+\.html")),
    # Of Slack's export what is no talk; of Mastodon's archive who one is.
    (
        re.compile(r"integration_logs\.json"),
        re.compile(r"(?:channels|users|org_users|groups|dms|mpims|integration_logs|canvases|lists)\.json"),
    ),
    (re.compile(r"outbox\.json"), re.compile(r"actor\.json")),
    # Of Zulip's export who is there, and what was put there.
    (
        re.compile(r"messages-\d{6}\.json"),
        re.compile(
            r"(?:realm|attachment|analytics|migration_status)\.json|avatars|emoji|realm_icons|uploads"
        ),
    ),
    # Of accounts with assistants what is no talk, or the same talks as a page.
    (
        re.compile(r"conversations(?:-\d+)?\.json"),
        re.compile(
            r"(?:user|users|user_settings|message_feedback|model_comparisons|shared_conversations|projects"
            r"|memories|group_chats|export_manifest|conversation_asset_file_names)\.json|chat\.html|projects"
        ),
    ),
    # What TextBundle says of a note, and what a channel of Discord is called.
    (re.compile(r"text\.(?:md|markdown|txt)"), re.compile(r"info\.json")),
    (re.compile(r"messages\.(?:json|csv)"), re.compile(r"channel\.json")),
    (
        re.compile(r"Notes Details\.csv"),
        re.compile(r"Notes|Recently Deleted|(?:Shared|Subscribed) Notes Info\.csv"),
    ),
    # What WACZ says of the web archives it holds: lists of their pages, where each stands in them.
    (
        re.compile(r"datapackage-digest\.json"),
        re.compile(r"datapackage(?:-digest)?\.json|pages|indexes|fuzzy\.json"),
    ),
    # What KOReader kept of a book before.
    (re.compile(r"metadata\.\w+\.lua"), re.compile(r"metadata\.\w+\.lua\.old")),
    # Where one begins to look at an export: of Telegram in HTML, with lists of contacts and devices;
    # of Google's Takeout and X's archive.
    (re.compile(r"export_results\.html"), re.compile(r"export_results\.html|lists")),
    (
        re.compile(r"(?:archive_browser|Your archive)\.html"),
        re.compile(r"(?:archive_browser|Your archive)\.html"),
    ),
)
_OF_X = re.compile(r"(?:like|bookmark)s?(?:-part\d+)?\.js")
"""What X keeps lists of posts in: scripts by their names, data by what is in them."""
_OF_BOOKS = re.compile(r"AEAnnotation\w*\.sqlite|KoboReader\.sqlite")
"""What holds the marks in books, of Apple Books and of Kobo; Apple's file with the books' names is read with
its own."""
_OF_KOREADER = re.compile(r"metadata\.\w+\.lua")
"""What KOReader keeps of a book in a folder beside it."""
MOSTLY_SETTINGS = frozenset({".yaml", ".yml", ".desktop"})
"""Endings of what programs are told by, and of bibliographies and shortcuts: within a folder what nothing
reads is passed over."""
_SKIPPED_NAMES = frozenset(
    {"license", "licence", "copying", "notice", "authors", "makefile", "dockerfile", "gemfile", "procfile"}
)
# Pictures, sound, style, code, configuration, fonts, programs, archives but zip, model weights: never texts.
_SKIPPED_SUFFIXES = frozenset(
    """
    .png .jpg .jpeg .gif .webp .svg .bmp .ico .tif .tiff .heic .avif .psd .ai .eps .drawio
    .excalidraw .base .edn .mp3 .mp4 .m4a .m4v .wav .ogg .oga .opus .flac .aac .mov .avi .mkv .webm
    .tgs .css .scss .sass .less .js .mjs .cjs .ts .jsx .tsx .vue .map .wasm .py .pyc .pyi .ipynb .c
    .h .cc .cpp .hpp .cu .rs .go .java .kt .swift .rb .php .r .jl .scala .sh .bash .bat .ps1 .sql
    .proto .lua .pl .m .cs .cfg .ini .toml .lock .env .properties .conf .gradle .cmake
    .mk .ttf .otf .woff .woff2 .eot .exe .dll .so .dylib .bin .o .a .class .jar .whl .apk .dmg .iso
    .msi .tgz .bz2 .xz .7z .rar .tar .zst .db .sqlite .sqlite3 .parquet .arrow .feather .npy
    .npz .h5 .pkl .pt .pth .ckpt .onnx .safetensors .gguf .log .tmp .bak .swp .part .crdownload
    .lnk .sty .cls .bst .aux .hocr .thm .ics .vcf
    """.split()
)


def passed_over(parent: Path, folders: Sequence[str], names: Sequence[str]) -> set[str]:
    """Which folders and files of a folder hold nothing to save: what programs keep there, and parts of
    exports that are read with their table."""
    old_copies = _OLD_COPIES if parent.name == "logseq" else frozenset()
    parts = _parts_of_exports(names, (*folders, *names))
    return {*_SKIPPED_FOLDERS, *old_copies, *parts, *read_with_entry(parent, names)}


def source_files(
    folder: Path,
    wanted: Callable[[Path], bool] | None = None,
    skipped: Callable[[Path, Sequence[str], Sequence[str]], set[str]] = passed_over,
) -> Iterator[Path | Failure]:
    """The files of a folder and its subfolders that are `wanted` (`may_be_source`), sorted by name, each
    once.

    Left out without a word: hidden files and folders, and what `skipped` names of a folder, its subfolders
    and its files. Named as failures: links that lead out of the folder or nowhere, what is no file (a pipe,
    a device), and folders that cannot be opened.
    """
    wanted = wanted or may_be_source
    root = _target(folder)
    seen: set[tuple[int, int]] = set()
    unopened: list[OSError] = []
    for parent, folders, names in os.walk(folder, followlinks=True, onerror=unopened.append):
        yield from _told(unopened)
        if not _first(Path(parent), seen):
            folders.clear()
            continue
        left_out = skipped(Path(parent), folders, names)
        inside = []
        for name in sorted(name for name in folders if not hidden(name) and name not in left_out):
            if _leads_out(Path(parent, name), root):
                yield _link_out(Path(parent, name))
            else:
                inside.append(name)
        folders[:] = inside
        for path in (Path(parent, name) for name in sorted(set(names) - left_out)):
            if wanted(path):
                yield from _file(path, root, seen)
    yield from _told(unopened)


def _parts_of_exports(names: Sequence[str], beside: tuple[str, ...]) -> set[str]:
    """What of a folder is read along with another file in it."""
    parts = [part for whole, part in _PARTS if any(map(whole.fullmatch, names))]
    return {name for name in beside for part in parts if part.fullmatch(name)}


def _file(path: Path, root: Path, seen: set[tuple[int, int]]) -> Iterator[Path | Failure]:
    """A file found in a folder, unless it was found before; a failure for what is none."""
    try:
        if path.is_symlink() and _leads_out(path, root):
            yield _link_out(path)
        elif path.is_file():
            if _first(path, seen):
                yield path
        elif path.exists():
            yield no_file(path)
        else:
            yield Failure(
                str(path), _("{file} is a link that leads nowhere; it was left out", file=path.name)
            )
    except OSError as error:
        yield Failure(
            str(path),
            _(
                "{file} could not be looked at ({why}); check its permissions",
                file=path.name,
                why=cause(error),
            ),
        )


def _first(path: Path, seen: set[tuple[int, int]]) -> bool:
    """Whether a file or folder was not met before, by this name or another."""
    status = path.stat()
    identity = status.st_dev, status.st_ino
    if identity in seen:
        return False
    seen.add(identity)
    return True


def _leads_out(path: Path, root: Path) -> bool:
    return not _target(path).is_relative_to(root)


def _target(path: Path) -> Path:
    # Path.resolve() raises where links lead in a circle.
    return Path(os.path.realpath(path))


def _link_out(path: Path) -> Failure:
    reason = _(
        "{file} is a link out of the folder and was not followed; add {target} itself",
        file=path.name,
        target=_target(path),
    )
    return Failure(str(path), reason)


def no_file(path: Path) -> Failure:
    """The failure of what exists and is neither file nor folder; opening it might wait for ever."""
    return Failure(
        str(path), _("{file} is no file but a pipe, a socket or a device; it was left out", file=path.name)
    )


def _told(unopened: list[OSError]) -> Iterator[Failure]:
    """The folders that could not be opened since the last time, each told once."""
    for error in unopened:
        name = Path(str(error.filename)).name
        reason = _(
            "The folder {file} could not be opened ({why}); check its permissions",
            file=name,
            why=cause(error),
        )
        yield Failure(str(error.filename), reason)
    unopened.clear()


def may_be_source(path: Path) -> bool:
    """Whether a file found in a folder is worth reading, told by its name."""
    # Single gzipped files may be metadata, archives of many are not read.
    if any(known.fullmatch(path.name) for known in (_OF_X, _OF_BOOKS, _OF_KOREADER)):
        return True
    if hidden(path.name) or path.suffix.lower() in _SKIPPED_SUFFIXES or path.name.endswith(".tar.gz"):
        return False
    return path.name.split(".")[0].lower() not in _SKIPPED_NAMES


def left_out(folder: Path) -> Counter[str]:
    """How many of the person's files in a folder are not worth reading by their names, by the ending of
    those. What is hidden or belongs to a program is not counted."""
    found: Counter[str] = Counter()
    for _place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not hidden(name) and name not in _SKIPPED_FOLDERS]
        for name in names:
            if not hidden(name) and not may_be_source(Path(name)):
                found[Path(name).suffix.lower() or name.lower()] += 1
    return found


def hidden(name: str) -> bool:
    """Whether a name is that of a file or folder that programs keep out of sight."""
    return name.startswith((".", "~$", "._"))
