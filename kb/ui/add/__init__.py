"""The Add page and the first visit.

Only pages and rooms above may import this one; it uses `kb.ui.items` and `kb.ui.shell`.
"""
