"""The Reflection page: judging, and the figures of a period.

Only pages import this room; it knows no other page's.
"""
