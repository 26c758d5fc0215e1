"""Text analysis and the search index; knows nothing of the domain."""
