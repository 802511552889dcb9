"""Handing items over, parking them, and what came of it.

Beside `deck` and `add`: pages and their rooms may import these dialogs; it uses `items` and `shell`.
"""
