"""Pages of calls and of the applicant's own application."""
