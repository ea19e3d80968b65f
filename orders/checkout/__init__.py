"""From quote to paid purchase: placing, resuming, confirming, expiring."""
