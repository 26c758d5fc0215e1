"""Pages of series, one module per subject."""
