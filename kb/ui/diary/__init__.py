"""The Diary page: writing an entry, and what was felt beside the size of the inbox.

Only `pages/diary.py` imports this room; it uses `kb.ui.shell`.
"""
