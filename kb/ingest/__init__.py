"""From documents to items."""
