"""Input of the impact chain and of the registers beside it."""
