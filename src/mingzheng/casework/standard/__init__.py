"""Standard actions any procedure may take into its declaration: assignment, sign-off, urging, extension, suspension."""
