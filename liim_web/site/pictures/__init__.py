"""A chart taken along: as a picture, as numbers, on a page within another."""
