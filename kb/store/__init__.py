"""SQLite, the source of truth: the only SQL of the project, in one module a subject.

Every function takes a connection; those that write expect to run inside `Store.write()`.

Every room from `kb.ingest` upwards may import this one; it knows texts and types, no rule of the rooms
above.
"""

from kb.store.connection import Store
from kb.store.trouble import explained

__all__ = ["Store", "explained"]
