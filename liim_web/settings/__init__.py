"""Settings: `base` holds what is the same everywhere; the others say what differs where they are used."""
