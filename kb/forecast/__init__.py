"""What the person will decide about an item, foretold from what they decided before, and how well that can be
known.

`kb.library` and what stands above may import this room.
"""
