"""Pages of programmes: everybody's, and the office's."""
