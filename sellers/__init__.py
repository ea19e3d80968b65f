"""Sellers: onboarding, members, documents, bank details, the review desk."""
