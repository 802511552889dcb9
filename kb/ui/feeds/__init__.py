"""The Feeds page: what is followed, how it is, and following something new.

Only pages import this room; it uses `kb.ui.shell`.
"""
