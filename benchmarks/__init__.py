"""What `make bench` runs: each module gives rows of what is measured beside what is promised."""
