"""Mails about series, one module per subject."""
