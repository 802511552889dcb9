"""Pages of the web, saved or fetched: the article in them as Markdown, with its facts (`importer`)."""
