"""People, their organisations and the municipalities of Finland."""
