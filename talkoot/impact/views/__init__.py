"""Pages of the impact chain and of the evaluation: everybody's, and the office's."""
