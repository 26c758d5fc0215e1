"""Funded projects: periods, shares, budgets, costs and the funder's indicators."""
