"""Any publisher's table, read by a mapping that a statistician writes."""
