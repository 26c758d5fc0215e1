"""Pages over all apps."""
