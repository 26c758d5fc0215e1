"""Written decisions."""
