"""The Search page: box, filters, results, saved searches."""
