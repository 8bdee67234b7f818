"""Why an edition cannot be made: each error names the linked group, never a count."""


class DisclosureError(ValueError):
    """Disclosure control refuses: there is no edition until a person has looked."""


class ContradictionError(DisclosureError):
    """The parts do not add up to their whole, or one cell is printed with two counts."""


class UnprotectableError(DisclosureError):
    """What is public elsewhere gives a cell away, whatever is withheld here."""


class NotSolvedError(DisclosureError):
    """A linear program did not end in an optimum: nothing is proven, so nothing is released."""
