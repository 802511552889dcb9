"""Where an item is read: its text in a reader's type (`text`), its original as it is (`original`, `pdf`), the
bar of what can be done with it (`bar`, `cite`, `keys`).

Stands above `items` and below `map` and `today`. pages/item.py imports this room, and app.py what of it the
server answers by itself.
"""
