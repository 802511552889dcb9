"""Vectors of a library: made where they lack, kept in Chroma, compared, and freed of language and form."""
