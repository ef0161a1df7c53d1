"""What each part of the product tells i-milo: a module here is imported by itself."""
