"""Questionnaires, rounds, invitations and answers."""
