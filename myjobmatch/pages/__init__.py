"""Pages, one folder a role. Importing a folder registers its pages (`registry.page`)."""
