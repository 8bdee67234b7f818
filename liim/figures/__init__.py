"""Values, intervals, comparisons, trends, gaps: pure functions over protected cells."""
