"""Tests of what tests stand on: the body, the scenario language and the demo day."""
