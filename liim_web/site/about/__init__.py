"""What pages tell of the edition itself: sources, what there is and is not, older editions."""
