"""Every write of impact chains and of the registers beside them."""
