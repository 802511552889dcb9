"""SQLite, the source of truth: the only SQL of the project, in one module a subject.

Every function takes a connection; those that write expect to run inside `Store.write()`.
"""

from kb.store.connection import Store
from kb.store.trouble import explained

__all__ = ["Store", "explained"]
