"""Pages of reports: the office's composer, and the report itself."""
