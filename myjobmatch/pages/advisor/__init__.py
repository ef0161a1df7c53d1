"""The advisor's space: portfolio, a youth's page, messages."""
