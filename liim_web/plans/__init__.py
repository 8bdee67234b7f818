"""Policy plans: what is intended, by whom, what came of it, and what was decided."""
