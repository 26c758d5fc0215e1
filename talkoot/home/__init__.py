"""Pages over all apps: front page, desks, figures, search, component gallery."""
