"""What another page or a bookmarklet hands over in the address (`/?add=URL&title=&text=`): shown, and
saved only when the person says so, since any page may send somebody there."""

from __future__ import annotations

import streamlit as st

from kb.catalogue import _
from kb.errors import JomoError
from kb.importers.link import link_key
from kb.library import Library
from kb.text.excerpts import shortened
from kb.text.identity import arxiv_id
from kb.ui.shell import capture, notices, server
from kb.ui.shell.escape import plain

NAMES = ADDRESS, TITLE, TEXT = "add", "title", "text"
"""The words of the address."""
_LONGEST = 20_000
"""Characters of a text that is taken along: a long article."""
_SHOWN = 600
"""Characters of it that are shown before it is saved: a paragraph or two."""
_BOOKMARKLET = (
    "javascript:(()=>{{const e=encodeURIComponent;window.open('{address}/?add='+e(location.href)"
    "+'&title='+e(document.title)+'&text='+e(String(getSelection()).slice(0,2000)))}})()"
)


def given() -> dict[str, str]:
    """What the address hands over, by the words of it; empty where there is nothing to save."""
    found = {name: str(st.query_params[name])[:_LONGEST] for name in NAMES if st.query_params.get(name)}
    return found if ADDRESS in found or TEXT in found else {}


def draw(library: Library) -> None:
    """Asks whether what the address holds is to be saved; nothing where it holds none."""
    handed = given()
    if not handed:
        return
    address, title, text = (handed.get(name, "").strip() for name in NAMES)
    kept = _can_be_kept(address)
    with st.container(border=True, key="offered"):
        st.markdown(f"**{_('Save this?')}**  \n{plain(title or address or _('Words of a page'))}")
        if address:
            st.markdown(f":small[:gray[{plain(address)}]]")
        if address and not kept:
            st.markdown(f":small[:gray[{_('This is no address that can be kept.')}]]")
        if text:
            st.markdown("\n".join(f"> {plain(line)}" for line in shortened(text, _SHOWN).splitlines()))
        with st.container(horizontal=True):
            wanted = (kept or text) and st.button(
                _("Save"), type="primary", icon=":material/add:", key="offered-save"
            )
            refused = st.button(_("No"), key="offered-no", type="tertiary")
    if wanted:
        _save(library, address if kept else "", title, text)
    if wanted or refused:
        for name in NAMES:
            st.query_params.pop(name, None)
        st.rerun()


def _can_be_kept(address: str) -> bool:
    """Whether it is the address of a page: no path of this machine, nothing that a browser would run."""
    is_web = address.lower().startswith(("http://", "https://"))
    return is_web and (link_key(address) is not None or arxiv_id(address) is not None)


def _save(library: Library, address: str, title: str, text: str) -> None:
    if not address:
        capture.take(library, "\n\n".join(filter(None, (title, text))))
        return
    label = " ".join(title.replace("[", "(").replace("]", ")").split())
    spec = f"[{label}]({address})" if label else address

    def done() -> str:
        taken = library.intake.take([spec])
        if text:
            _highlight(library, address, text)
        return capture.told(taken)

    notices.act(library, done, str)


def _highlight(library: Library, address: str, text: str) -> None:
    """Keeps the words that were marked on the page as a highlight of its item, unless they are there."""
    try:
        library.notes.add(address, "", quote=text)
    except JomoError as error:
        notices.say(plain(str(error)))


def bookmarklet() -> None:
    """How to save from any page of the browser, in a fold."""
    with st.expander(_("Save from the browser"), key="bookmarklet", icon=":material/bookmark_add:"):
        st.markdown(
            _(
                "Make a bookmark in your browser and give it this as its address. A click on it opens Jomo"
                " with the page you are reading, its title and the words you marked, and asks before it"
                " saves."
            )
        )
        st.code(_BOOKMARKLET.format(address=server.address().rstrip("/")), language=None, wrap_lines=True)
