"""Settings, root URLs and the server entry point."""
