"""The domain: from observations of a pose to the events of a day. Flat modules are pure."""
