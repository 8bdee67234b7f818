"""The public pages of the monitor."""
