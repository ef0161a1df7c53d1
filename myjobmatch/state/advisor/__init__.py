"""States of the advisor's and the manager's pages."""
