"""Pages run by Streamlit's own test runner.

Each of its runs searches everything that is installed for components, a quarter of a second that would be a
tenth of all tests; what is installed stays the same while they run, so it is searched once in a process.
"""

from __future__ import annotations

from functools import cache

from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from kb.settings import PROJECT_ROOT
from tests.conftest import PATIENCE_S

__all__ = ["AppTest", "place_of", "the_app", "visit"]

manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


def the_app() -> AppTest:
    """Jomo, not run yet; its first page is Today."""
    return AppTest.from_file(str(PROJECT_ROOT / "app.py"), default_timeout=PATIENCE_S)


def visit(page: str = "", **query: str) -> AppTest:
    """A page (Today without a name) as an address opens it, drawn without an error."""
    app = the_app()
    app.query_params.update(query)
    if page:
        app.switch_page(f"pages/{page}.py")
        # Turning to another page forgets what the address says.
        app.query_params.update(query)
    app.run()
    assert not app.exception
    return app


def place_of(app: AppTest, name: str) -> list[int]:
    """Where what has this key, words or label stands in a page, counted from the outside in, as the browser
    knows it by."""

    def within(block: object) -> list[int] | None:
        for place, child in getattr(block, "children", {}).items():
            if name in (
                getattr(child, "key", None),
                getattr(child, "value", None),
                getattr(child, "label", None),
            ):
                return [place]
            if (found := within(child)) is not None:
                return [place, *found]
        return None

    found = within(app.main)
    assert found is not None
    return found
