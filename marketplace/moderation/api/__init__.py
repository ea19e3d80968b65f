"""Doors of moderation: sellers hand in and take down, moderators read the queue and decide."""
