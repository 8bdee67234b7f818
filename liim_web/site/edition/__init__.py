"""An edition as pages read it: kept open, in the language of a reader."""
