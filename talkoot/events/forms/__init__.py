"""Forms of series, registration and learning: input only."""
