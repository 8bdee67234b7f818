"""What people enter by hand: one declaration per thing, one way of adding, changing and taking away."""
