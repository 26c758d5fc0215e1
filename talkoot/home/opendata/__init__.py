"""Open data: files made each night of what the public pages show, and their DCAT-AP 3 catalogue."""
