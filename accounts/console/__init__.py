"""The staff console: Django's admin, entered through the same sign-in as everything else."""
