"""`library.role`: what the person's work asks for, and whether it is fed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from kb.areas import outline, role
from kb.areas.membership import meant
from kb.errors import EncoderUnavailable
from kb.library.areas import Areas
from kb.store import Store
from kb.types import Depth, OutlineArea
from kb.types import Role as WorkRole


class Role:
    """The asks, in the order of the person's own text."""

    def __init__(self, store: Store, areas: Areas) -> None:
        self._store = store
        self._areas = areas

    def read(self, days: int = role.PERIOD_DAYS) -> WorkRole:
        """What the work asks for, what fed it in the last days, and the gaps."""
        return role.role(self._store, self._likely_areas(), days)

    def lately(self) -> str:
        """The day that what is called of late begins with: 90 days ago, or 90 days before the last thing
        came where nothing came since."""
        return role.period_start(self._store.read())

    def set_ask(self, text: str, depth: Depth | None = None, areas: Sequence[str] | None = None) -> WorkRole:
        """Puts what the role asks for, or changes its depth or the areas that serve it.

        :raises NotFound: one of the areas is not on the register.
        :raises JomoError: the text is empty.
        """
        role.set_ask(self._store, text, depth, areas)
        return self.read()

    def remove_ask(self, text: str) -> None:
        """Takes an ask off the role; the areas that served it stay.

        :raises NotFound: the role does not ask for it.
        """
        role.remove_ask(self._store, text)

    def import_outline(self, outlined: str | Sequence[OutlineArea]) -> list[str]:
        """Puts an ask of each entry of a pasted outline, such as the points of a job description, or of
        entries chosen from one.

        :raises JomoError: the text holds no outline.
        """
        entries = outline.parse(outlined) if isinstance(outlined, str) else outlined
        return role.import_asks(self._store, entries)

    def _likely_areas(self) -> Callable[[str], tuple[str, ...]]:
        """Proposes areas for a text by meaning; none where the model cannot be had."""
        described: dict[str, NDArray[np.float32]] = {}

        def likely(text: str) -> tuple[str, ...]:
            try:
                space = self._areas.space()
                for area in () if described else self._areas.every():
                    row = meant(space, self._areas.understand, area.name, area.criterion)
                    described[area.name] = row
                return role.likely_areas(space, space.of_text(self._areas.understand(text).vector), described)
            except EncoderUnavailable:
                return ()

        return likely
