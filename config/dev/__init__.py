"""The launcher behind `make run`, `make test` and `make test-services`: one command, no service needed.

It is a development tool: it starts an embedded PostgreSQL and broker under ``var/`` when the environment
names none, prepares the database and runs web, worker, beat and the Stripe simulator as processes of
their own. Production runs the same processes under its own supervisor with its own services.
"""
