"""Pages of communications: everybody's, and the office's registers of them."""
