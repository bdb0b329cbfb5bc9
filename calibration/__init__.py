"""The procedure that learns the user's own reference."""
