"""`/healthz` says that the process lives; `/readyz` says whether everything it needs is there, and what is not."""
