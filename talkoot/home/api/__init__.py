"""The public read API: what everybody may read on the pages, as JSON. No persons, no sign-in.

Loaded at the first request to it (views/api.py), because its library takes 13 MB.
"""
