"""Reports and workbooks of an area, to take along."""
