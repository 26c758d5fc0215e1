"""Pages of the delivery of an engagement."""
