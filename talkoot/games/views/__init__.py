"""Pages of the game: public, the players’, the facilitator’s."""
