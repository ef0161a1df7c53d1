"""GTFS feeds as published: a zip archive or a folder of CSV files (gtfs.org, "Schedule Reference")."""
