"""The map: vectors to places, topics that keep their identity, names, and steps on them by hand.

`kb.library` and what stands above may import this room; `topic_map` and `edits` write the store, the rest is
pure.
"""
