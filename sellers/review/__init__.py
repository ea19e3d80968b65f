"""The review desk: queue, decisions, reveals."""
