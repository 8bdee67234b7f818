"""One indicator in all areas: map, distribution, table, method."""
