"""Disclosure control: what is withheld so that nobody is given away, and the attack that proves it."""
