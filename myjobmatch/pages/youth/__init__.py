"""The youth's space, on the phone: rendered from the client store, readable without network."""
