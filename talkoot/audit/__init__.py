"""The append-only log of what was done, and the sign of life of the worker."""
