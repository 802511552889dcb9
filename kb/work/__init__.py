"""Long work beside the app: what is queued, the processes that do it."""
