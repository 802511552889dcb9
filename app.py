"""Jomo in the browser: the server, and the page list. Streamlit imports this file for the one and runs it for
the other."""

import streamlit as st

if __name__ != "__main__":
    from kb.ui.items import proposing
    from kb.ui.library import serving as copies
    from kb.ui.reader import serving
    from kb.ui.reader.pdf import files
    from kb.ui.shell import bundled, server, troubles

    app = st.App(
        __file__,
        routes=[*bundled.routes(), *files.routes(), *serving.routes(), *copies.routes(), *proposing.routes()],
        middleware=server.MIDDLEWARE,
        lifespan=server.opened,
        on_script_error=troubles.tell,
    )
else:
    # Not above: parts of pages register with the running server.
    from kb.catalogue import _
    from kb.ui.add import offered
    from kb.ui.shell import frame, speech

    speech.settle()
    st.set_page_config(
        page_title="Jomo",
        page_icon=str(frame.ICON),
        layout="wide",
        menu_items={"About": _("Jomo, the joy of missing out. Everything stays on this machine.")},
    )

    def home() -> None:
        """The bare address leads to Today, which so has an address of its own like every page; with something
        to save, to the Add page, which asks."""
        if given := offered.given():
            st.switch_page("pages/add.py", query_params=given)
        st.switch_page("pages/today.py")

    frame.run(
        st.navigation(
            [
                st.Page(home, title="Jomo", default=True, visibility="hidden"),
                st.Page("pages/today.py", title=_("Today"), icon=":material/wb_sunny:"),
                st.Page("pages/triage.py", title=_("Triage"), icon=":material/inbox:"),
                st.Page("pages/search.py", title=_("Search"), icon=":material/search:"),
                st.Page("pages/map.py", title=_("Map"), icon=":material/map:"),
                st.Page("pages/areas.py", title=_("Areas"), icon=":material/interests:"),
                st.Page("pages/notes.py", title=_("Notes"), icon=":material/format_quote:"),
                st.Page("pages/waiting.py", title=_("Waiting"), icon=":material/hourglass_empty:"),
                st.Page("pages/reflection.py", title=_("Reflection"), icon=":material/query_stats:"),
                st.Page("pages/diary.py", title=_("Diary"), icon=":material/edit_note:"),
                st.Page("pages/add.py", title=_("Add"), icon=":material/add:"),
                st.Page("pages/feeds.py", title=_("Feeds"), icon=":material/rss_feed:"),
                st.Page("pages/history.py", title=_("History"), icon=":material/history:"),
                st.Page("pages/library.py", title=_("Library"), icon=":material/inventory_2:"),
                st.Page("pages/item.py", title=_("Item"), icon=":material/description:", visibility="hidden"),
            ],
            # All of them: Streamlit folds away what is more than a dozen.
            expanded=True,
        )
    )
