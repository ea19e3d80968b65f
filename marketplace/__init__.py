"""The shop window: catalogue, stock, moderation, badges, stories."""
