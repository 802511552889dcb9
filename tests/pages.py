"""Pages run by Streamlit's own test runner.

Each of its runs searches everything that is installed for components, a quarter of a second that would be a
tenth of all tests; what is installed stays the same while they run, so it is searched once in a process.
"""

from __future__ import annotations

from functools import cache

from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

__all__ = ["AppTest"]

manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
