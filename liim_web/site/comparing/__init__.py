"""Areas beside each other, and indicators."""
