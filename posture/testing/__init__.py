"""A body, a camera and a scenario language: recordings with a known truth for tests and for the demo.

People who test their own rules or exercises start at `posture.testing.scenario.scenario`.
"""
