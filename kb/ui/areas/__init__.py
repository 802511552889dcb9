"""The Areas page: the register, the role, drift.

Only pages import this room; it knows no other page's.
"""
