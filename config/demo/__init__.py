"""`make demo`: one sale told as real HTTP calls, from onboarding to payout, against a server it starts itself."""
