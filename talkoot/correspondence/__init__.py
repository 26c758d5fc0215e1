"""The outbox and the frozen letters."""
