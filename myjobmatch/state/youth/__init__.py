"""What youth pages need of the server beyond the store."""
