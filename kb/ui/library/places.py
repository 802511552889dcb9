"""What the library holds and how large it is, where things lie, and which settings say so."""

from __future__ import annotations

import streamlit as st

from kb.catalogue import _, listed, n_
from kb.library import Library
from kb.settings import FILE, Origin
from kb.types import Filters, Sizes, Stats
from kb.types.origins import ORIGINS
from kb.types.terms import Mark
from kb.ui.shell import humanize
from kb.ui.shell.escape import plain

_TOLD_FROM = 50_000
"""Bytes; less is 0.0 MB."""


def holds(library: Library, stats: Stats) -> None:
    """How much there is, of what size, where."""
    noted_ones = library.items.count(Filters(marks=(Mark.NOTE, Mark.HIGHLIGHT)))
    items = f"**{n_('{count} item', '{count} items', stats.items)}**, "
    if noted_ones:
        items += n_("{count} of them with notes", "{count} of them with notes", noted_ones) + ", "
    sizes = library.upkeep.sizes()
    st.markdown(
        items
        + _("in {folder}: {size}", folder=plain(str(library.home)), size=humanize.size(sizes.all))
        + f"  \n:small[:gray[{listed(_parts(sizes))}]]"
    )
    if library.store.read_only:
        st.markdown(
            f":material/lock: {_('The folder is read-only here: everything can be read, nothing saved.')}"
        )


def _parts(sizes: Sizes) -> list[str]:
    return [
        f"{name} {humanize.size(bytes_)}"
        for name, bytes_ in (
            (_("texts and vectors"), sizes.database),
            (_("originals"), sizes.originals),
            (_("copies"), sizes.copies),
            (_("vector index"), sizes.index),
            (_("the rest"), sizes.rest),
        )
        if bytes_ >= _TOLD_FROM
    ]


def draw(library: Library) -> None:
    """Where things come from and go, and the settings that hold."""
    st.header(_("Where things lie"), anchor=False)
    settings = library.settings
    writing = [source.path for source in library.evidence.sources() if source.path]
    nowhere = _("nowhere yet")
    lines = (
        (_("Asked of the network"), _("only what you ask for, and feeds you follow"))
        if settings.network
        else (_("Asked of the network"), _("nothing (KB_NETWORK=false)")),
        (
            _("Your own writing"),
            listed(writing) if writing else _("{nowhere}; the Add page takes folders", nowhere=nowhere),
        ),
        (_("Mirrored into"), str(settings.mirror or _("{nowhere}; the Notes page does it", nowhere=nowhere))),
        (_("Taken from"), str(settings.watched) if settings.watched else _("no watched folder (KB_WATCHED)")),
        (
            _("Originals stay in"),
            listed([str(one) for one in settings.linked])
            if settings.linked
            else _("the library alone (KB_LINKED_FOLDERS)"),
        ),
        (
            _("Language"),
            _("your browser's (KB_LANGUAGE)") if settings.language == "auto" else settings.language,
        ),
        (_("Light or dark"), _("as your system has it; ⋮ at the top right chooses")),
    )
    st.markdown("  \n".join(f":gray[{name}:] {plain(value)}" for name, value in lines))
    with st.expander(_("All settings"), icon=":material/tune:"):
        st.markdown(
            _(
                "They are changed in the file {file}, or as variables of the environment, and hold from the"
                " next start of the app; the guide says what each means. Keys are not shown.",
                file=plain(str(FILE)),
            )
        )
        st.dataframe(
            [
                {_("setting"): one.name, _("value"): one.value, _("said by"): _(ORIGINS[one.origin])}
                for one in sorted(settings.told(), key=lambda one: one.origin is Origin.DEFAULT)
            ],
            hide_index=True,
        )
