"""What administrations deliver on request, in one documented form."""
