"""The Map page: the picture, what is chosen on it, what stands beside it; and the small map on Today.

Only pages import this room.
"""
