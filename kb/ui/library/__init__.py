"""The Library page: what the library holds, its copies, whether it is sound, the ways out.

Only its page and `app.py`, which answers for copies, may import this room.
"""
