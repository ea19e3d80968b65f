"""The small bazaar that a newcomer finds: people, sellers, goods, made through the same services as real ones."""
