"""Repeatable measurements, one command each; they print ratios within one run and never fail on a time."""
