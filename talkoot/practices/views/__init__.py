"""Pages of practices: public.py, my.py for authors and adopters, office.py for the editors."""
