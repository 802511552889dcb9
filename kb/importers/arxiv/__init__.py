"""Papers of arXiv: asked from its API (`importer`), or from metadata that somebody keeps (`metadata`)."""
