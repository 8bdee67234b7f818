"""Pages of the plans: reading, working, reporting, the Commission, and files in and out."""
