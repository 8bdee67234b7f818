"""What Provincies in Cijfers publishes: one module per table, and what they share as exports of one portal."""
