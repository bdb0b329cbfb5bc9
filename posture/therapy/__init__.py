"""The physical therapist's loop: what was planned, what was done and said, what follows from it. Pure."""
