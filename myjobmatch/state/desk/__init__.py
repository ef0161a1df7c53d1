"""States that all desks share: the conversations of advisors, recruiters and officers."""
