"""Who decides of a programme and meets about it, what it serves, and what carries it on."""
