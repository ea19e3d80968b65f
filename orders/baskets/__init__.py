"""Baskets of guests and users: what somebody means to buy, from any number of sellers."""
