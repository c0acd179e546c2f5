"""Staff screens of the foi room: what it adds to the page of an application."""
