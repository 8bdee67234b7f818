"""The public site as files: every page in three languages, for any web server or content delivery network."""
