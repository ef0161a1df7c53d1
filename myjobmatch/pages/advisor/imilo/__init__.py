"""What goes out for i-milo."""
