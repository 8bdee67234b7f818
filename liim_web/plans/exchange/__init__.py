"""Plans in and out: Excel, Word tables, JSON and CSV. The same columns go out and come in."""
