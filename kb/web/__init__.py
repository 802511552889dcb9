"""What is asked of the web, behind one guard: `fetching` (one address, within `limits`), `guard` (which
addresses may be asked), `connection` (one request, to exactly the address that was checked), `decoding`
(packed answers), `pace` and `waiting` (how long servers are left alone).

Importers, feeds and what stands above may import this room; nothing else of Jomo opens a connection to a
place that a page, a feed or a pasted line names.
"""

from kb.web.errors import Refused, Unreachable

__all__ = ["Refused", "Unreachable"]
