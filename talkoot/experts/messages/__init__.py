"""Mails about experts, framework agreements and procurements."""
