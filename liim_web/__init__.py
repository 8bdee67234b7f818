"""LIIM, the application: site, API, plans and caravan-site survey."""
