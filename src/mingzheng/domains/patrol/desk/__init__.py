"""Staff screens of patrol: the board of sites, one run, a site's form, blocks on a finding's page."""
