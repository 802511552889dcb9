"""Text as it comes and as it is searched: repair, language, identity of works, passages, words. Pure
functions.

Every room from the importers and the store upwards may import this one; it uses only `kb.types` and below.
"""
