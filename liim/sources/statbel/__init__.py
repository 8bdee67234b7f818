"""What Statbel publishes as open data: one module per table."""
