"""The Notes page: everything the person wrote and marked, and the folder it is mirrored into.

Only `pages/notes.py` imports this room; it uses `kb.ui.items` and `kb.ui.shell`.
"""
