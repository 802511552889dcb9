"""Text as it comes and as it is searched: repair, language, identity, passages, words. Pure functions."""
