"""Views of experts and procurement."""
