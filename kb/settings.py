"""Settings, read once at the edge (command line, app) and passed in from there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

from platformdirs import user_cache_path, user_config_path, user_data_path
from pydantic import AfterValidator, Field
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

_PACKAGE = Path(__file__).resolve().parent
_ROOT_IN_WHEEL = _PACKAGE / "root"
IS_INSTALLED = _ROOT_IN_WHEEL.is_dir()
"""Whether this is Jomo as it was installed, and not a clone of the repository."""
PROJECT_ROOT = _ROOT_IN_WHEEL if IS_INSTALLED else _PACKAGE.parent
"""Where app.py, pages/, .streamlit/ and data/sample/ lie: the top of a clone, or the copy of these within a
wheel (pyproject.toml puts them there)."""
# Not the data folder itself: on Windows the cache lies within it.
_HOME = user_data_path("jomo") / "library" if IS_INSTALLED else PROJECT_ROOT / "data" / "library"
FILE = (user_config_path("jomo") if IS_INSTALLED else PROJECT_ROOT) / "kb.toml"
"""Where settings are written down for good."""


def _from_anywhere(folder: Path) -> Path:
    """A folder as a process that is started elsewhere finds it too."""
    try:
        return folder.expanduser().absolute()
    except RuntimeError as error:
        raise ValueError(f"{folder} begins with somebody who has no folder here") from error


def _model_from_anywhere(named: str) -> str:
    """A model's name as it is; a model's folder as a process that is started elsewhere finds it too."""
    folder = _from_anywhere(Path(named))
    return str(folder) if folder.is_dir() else named


_Folder = Annotated[Path, AfterValidator(_from_anywhere)]
_Model = Annotated[str, AfterValidator(_model_from_anywhere)]


_WHO = re.compile(r"//[^/@\s]+@")
"""Who asks, and the password, in an address."""
_SECRET = ("_key", "_token")
"""How settings end that no one else may read."""


class Origin(StrEnum):
    """Where a setting that holds was given."""

    DEFAULT = "default"
    FILE = "file"
    ENVIRONMENT = "environment"


@dataclass(frozen=True, slots=True)
class Told:
    """A setting as it holds: the variable's name, the value in words (of a secret only that there is one),
    and who said so."""

    name: str
    value: str
    origin: Origin


class Settings(BaseSettings):
    """Where things lie and which services to use.

    Every field can be given as an environment variable `KB_<NAME>` or in `kb.toml`, beside the app in a clone
    and in the user's folder for settings otherwise; the environment wins.
    """

    model_config = SettingsConfigDict(env_prefix="KB_", toml_file=FILE, extra="ignore")

    home: _Folder = _HOME
    """The folder of one library: `jomo.sqlite`, the rebuildable index, logs and uploads."""
    cache: _Folder = user_cache_path("jomo")
    """What may be deleted at any time: the unpacked model and answers of arXiv."""
    watched: _Folder | None = None
    """A folder whose files are imported once each when they are put there."""
    mirror: _Folder | None = None
    """A folder of Markdown, in an Obsidian vault for example, into which items are mirrored as notes."""
    mirror_only: str = ""
    """Which items, in filters of the search box: `zone:must-have has:note`; all by default."""
    model: _Model | None = None
    """A sentence-transformers model or folder instead of the packaged multilingual-e5-small."""
    reranker: _Model | None = None
    """A cross-encoder of sentence-transformers, name or folder, that sorts the first results anew. Off by
    default: it takes seconds a question on two cores, and torch into the app."""
    network: bool = True
    """False forbids every request to the outside."""
    trusted_hosts: str = ""
    """Hosts of the person's own network that may be fetched from although their addresses are private:
    `wiki.home` or `nas.home:8080`, several with commas between."""
    linked_folders: str = ""
    """Folders whose PDFs and saved pages stay where they are: only where each lies is remembered. Several
    with commas between."""
    original_mb: int = Field(default=200, ge=0)
    """Larger PDFs and saved pages than this, in megabytes, are only linked too; 0 keeps none. 200 is the
    largest PDF that is read."""
    language: Literal["auto", "en", "ru"] = "auto"
    """In which language Jomo speaks. By default pages follow the browser, commands the system."""
    timezone: str | None = None
    """Where the person's day begins and ends, for example Europe/Moscow; the system's zone by default."""
    must_have_limit: int = Field(default=5, ge=0)
    """How many unread items must-have is meant to hold; 0 for any number."""
    weekly_aim: str = Field(default="2-3", pattern=r"^\d{1,2}(-\d{1,2})?$")
    """How many items of nice-to-have are meant to be read a week, `2-3` or `3`; 0 for none."""
    expire_months: int = Field(default=6, ge=0)
    """After so many months untouched an item of nice-to-have is proposed for put-and-forget; 0 for never."""
    errors_in_a_hundred: int = Field(default=10, ge=1, le=50)
    """How many errors in a hundred are allowed of what is filed by itself."""
    port: int | None = Field(default=None, ge=1, le=65535)
    """Where `jomo app` listens on this machine; 8501 by default, as Streamlit has it."""
    batches: str = "08:00,13:00,18:00"
    """Times of the day at which, while the app is open, feeds that are due are asked and what sources bring
    is let in. Three by default: people whose notifications came in three batches a day felt better, those
    who got none did not (Fitz et al., 2019, Computers in Human Behavior 101)."""
    inbox_limit: int = Field(default=40, ge=0)
    """So many things that came by themselves may lie in the inbox at once: two rounds of triage."""
    overflow_days: int = Field(default=28, ge=1)
    """After so many days what waits in an overflow expires; it stays listed and can be brought in."""
    backups: int = Field(default=7, ge=0)
    """How many of the daily copies are kept; 0 makes none."""
    backup_folder: _Folder | None = None
    """Where the daily copies go; `backups` inside the home by default."""
    summary_url: str | None = None
    """An endpoint in the shape of OpenAI's that writes summaries when it is asked, for example
    http://localhost:11434/v1; none by default."""
    summary_model: str | None = None
    """The model there."""
    summary_key: str | None = None
    """Its key, where it wants one: best in the environment. No library holds it."""
    summary_seconds: float = Field(default=60, gt=0)
    """Within which its whole answer has to be there: a small model on a processor takes half of that."""
    mcp_notes: bool = False
    """Whether agents that ask by `jomo mcp` may read the person's notes and highlights, items that are notes
    or chats, and the words around traces of use in the person's own writing."""
    mcp_port: int = Field(default=8765, ge=1, le=65535)
    """Where `jomo mcp --http` listens on this machine; by default where nothing usual does."""
    mcp_token: str | None = None
    """What an agent has to send there: sixteen characters or more, best in the environment."""
    chroma_url: str | None = None
    """A Chroma server instead of the embedded index, for example http://localhost:8000."""
    chroma_token: str | None = None
    """What is sent to it as `Authorization: Bearer`, where something before it asks for a token."""
    chroma_api_key: str | None = None
    chroma_tenant: str | None = None
    chroma_database: str | None = None
    """Chroma Cloud credentials, all three together."""

    @property
    def linked(self) -> tuple[Path, ...]:
        """The folders of `linked_folders`, without the links on the way to them."""
        named = (one.strip() for one in self.linked_folders.split(","))
        return tuple(_from_anywhere(Path(one)).resolve() for one in named if one)

    @property
    def largest_original_bytes(self) -> int:
        """How many bytes the largest file has that is kept."""
        return self.original_mb * 1024**2

    def as_environment(self) -> dict[str, str]:
        """These settings as variables for a process to come."""
        given = self.model_dump(exclude_none=True)
        return {f"KB_{name.upper()}": str(value) for name, value in given.items()}

    def told(self) -> list[Told]:
        """All of them, as they hold."""
        told, said = [], self.model_dump()
        environment = EnvSettingsSource(type(self))()
        written = TomlConfigSettingsSource(type(self))()
        for name, value in said.items():
            origin = Origin.ENVIRONMENT if name in environment else Origin.DEFAULT
            if origin is Origin.DEFAULT and name in written:
                origin = Origin.FILE
            shown = "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
            if shown and name.endswith(_SECRET):
                shown = "…"
            told.append(Told(f"KB_{name.upper()}", _WHO.sub("//…@", shown), origin))
        return told

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What counts, the first before the next: arguments, the environment, `kb.toml`."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)
