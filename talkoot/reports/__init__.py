"""Reports that are composed of a programme's records."""
