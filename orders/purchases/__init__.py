"""What was bought: purchases, one order per seller, their lines, states and histories."""
