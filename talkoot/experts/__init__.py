"""Framework agreements, suppliers and the experts whom the applicant chooses."""
