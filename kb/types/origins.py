"""Where settings were given, in words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kb.catalogue import noted
from kb.settings import Origin

ORIGINS: Mapping[Origin, str] = MappingProxyType(
    {
        Origin.DEFAULT: noted("by default"),
        Origin.FILE: noted("written down"),
        Origin.ENVIRONMENT: noted("by the environment"),
    }
)
