"""Input of practices, by subject."""
