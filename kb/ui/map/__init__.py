"""The Map page: the picture, what is chosen on it, what stands beside it."""
