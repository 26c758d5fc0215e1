"""Pages of surveys: public.py for those who answer, office.py for the results."""
