"""Every write of the assessment of applications."""
