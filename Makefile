# All that a developer types. On a machine with only Python 3.11 or newer and make, `make run` and `make test` set up everything.
