"""The register files that ship with the project: load them once, skip them while unchanged."""
