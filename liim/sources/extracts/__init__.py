"""Extracts of the Gemeente-Stadsmonitor, of which no layout is promised: read by what their cells mean."""
