"""Where readers come in: the start page, and the way from what they type to an area."""
