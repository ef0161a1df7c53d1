"""The demonstration: an invented world, written by us, to try the product on."""
