"""From draft to submission: facts, requirements, the seller's own doors."""
