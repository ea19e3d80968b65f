"""From draft to shop window: publication checks, the moderators' queue, decisions."""
