"""A youth's page: a frame with tabs (`frame`), and a module for each section."""
