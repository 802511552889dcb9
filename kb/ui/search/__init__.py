"""The Search page: box, filters, results, saved searches.

Only pages import this room (Today shows saved searches); it knows no other page's but what all share.
"""
