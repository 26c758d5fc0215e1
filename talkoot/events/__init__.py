"""Series, sessions and attendance."""
