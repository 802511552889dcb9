"""Walking a folder: which files in it may be sources, in an order that never changes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

_SKIPPED_FOLDERS = frozenset({"node_modules", "__pycache__", "__MACOSX", "venv", "site-packages"})
# Where Logseq keeps earlier states of its pages.
_OLD_COPIES = frozenset({"bak", "version-files"})
_SKIPPED_NAMES = frozenset(
    {"license", "licence", "copying", "notice", "authors", "makefile", "dockerfile", "gemfile", "procfile"}
)
# Pictures, sound, style, code, configuration, fonts, programs, archives, model weights: never texts to save.
_SKIPPED_SUFFIXES = frozenset(
    """
    .png .jpg .jpeg .gif .webp .svg .bmp .ico .tif .tiff .heic .avif .psd .ai .eps .drawio
    .excalidraw .canvas .mp3 .mp4 .m4a .m4v .wav .ogg .oga .opus .flac .aac .mov .avi .mkv .webm
    .tgs .css .scss .sass .less .js .mjs .cjs .ts .jsx .tsx .vue .map .wasm .py .pyc .pyi .ipynb .c
    .h .cc .cpp .hpp .cu .rs .go .java .kt .swift .rb .php .r .jl .scala .sh .bash .bat .ps1 .sql
    .proto .lua .pl .m .cs .cfg .ini .toml .yaml .yml .lock .env .properties .conf .gradle .cmake
    .mk .ttf .otf .woff .woff2 .eot .exe .dll .so .dylib .bin .o .a .class .jar .whl .apk .dmg .iso
    .msi .zip .tgz .bz2 .xz .7z .rar .tar .zst .db .sqlite .sqlite3 .parquet .arrow .feather .npy
    .npz .h5 .pkl .pt .pth .ckpt .onnx .safetensors .gguf .log .tmp .bak .swp .part .crdownload .url
    .lnk .webloc .sty .cls .bst .aux .hocr .thm .ics .vcf
    """.split()
)


def source_files(folder: Path) -> Iterator[Path]:
    """The files of a folder and its subfolders that may be sources, sorted by name.

    Left out without a word: hidden files and folders, code, pictures, licences and the like, and folders
    reached a second time through a link.
    """
    seen: set[tuple[int, int]] = set()
    for parent, folders, names in os.walk(folder, followlinks=True):
        status = Path(parent).stat()
        identity = status.st_dev, status.st_ino
        if identity in seen:
            folders.clear()
            continue
        seen.add(identity)
        skipped = _SKIPPED_FOLDERS | (_OLD_COPIES if Path(parent).name == "logseq" else set())
        folders[:] = sorted(name for name in folders if not _hidden(name) and name not in skipped)
        for name in sorted(names):
            path = Path(parent, name)
            if may_be_source(path) and path.is_file():
                yield path


def may_be_source(path: Path) -> bool:
    """Whether a file found in a folder is worth reading, told by its name."""
    # Single gzipped files may be metadata, archives of many are not read.
    if _hidden(path.name) or path.suffix.lower() in _SKIPPED_SUFFIXES or path.name.endswith(".tar.gz"):
        return False
    return path.name.split(".")[0].lower() not in _SKIPPED_NAMES


def _hidden(name: str) -> bool:
    return name.startswith((".", "~$", "._"))
