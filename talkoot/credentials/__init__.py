"""Certificates and open badges of those who have completed a series."""
