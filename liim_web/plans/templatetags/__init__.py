"""Words that the templates of the plans may use."""
