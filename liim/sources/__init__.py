"""WHAT IS READ: one module per published table, each with a `source` and a `tidy(raw)`."""
