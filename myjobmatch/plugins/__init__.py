"""What we add to Reflex's build: the catalogues for the browser, and the finishing of the built site."""
