"""One saved thing on a page: its row, its body, what can be done with one or with many.

Every room of a page may import this one; it uses `kb.ui.shell` only.
"""
