"""Pages of funders."""
