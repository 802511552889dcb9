"""Settings, read once at the edge (command line, app) and passed in from there."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_cache_path
from pydantic import Field
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

PROJECT_ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Where things lie and which services to use.

    Every field can be given as an environment variable `KB_<NAME>` or in `kb.toml` beside the app;
    the environment wins.
    """

    model_config = SettingsConfigDict(env_prefix="KB_", toml_file=PROJECT_ROOT / "kb.toml", extra="ignore")

    home: Path = PROJECT_ROOT / "data" / "library"
    """The folder of one library: `jomo.sqlite`, the rebuildable index, logs and uploads."""
    cache: Path = user_cache_path("jomo")
    """What may be deleted at any time: the unpacked model and answers of arXiv."""
    model: str | None = None
    """A sentence-transformers model or folder instead of the packaged multilingual-e5-small."""
    reranker: str | None = None
    """A cross-encoder of sentence-transformers, name or folder, that sorts the first results anew. Off by
    default: it takes seconds a question on two cores, and torch into the app."""
    network: bool = True
    """False forbids every request to the outside."""
    timezone: str | None = None
    """Where the person's day begins and ends, for example Europe/Moscow; the system's zone by default."""
    backups: int = Field(default=7, ge=0)
    """How many of the daily copies are kept; 0 makes none."""
    backup_folder: Path | None = None
    """Where the daily copies go; `backups` inside the home by default."""
    chroma_url: str | None = None
    """A Chroma server instead of the embedded index, for example http://localhost:8000."""
    chroma_api_key: str | None = None
    chroma_tenant: str | None = None
    chroma_database: str | None = None
    """Chroma Cloud credentials, all three together."""

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
