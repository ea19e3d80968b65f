"""The seller itself: facts, standing, and the rules of changing them."""
