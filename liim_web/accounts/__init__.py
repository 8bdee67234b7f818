"""People, organisations, mandates and memberships: who acts, for whom, from when to when."""
