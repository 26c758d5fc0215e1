"""What the programme is believed to change, what shows it, and what was learned."""
