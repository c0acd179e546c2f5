"""Staff screens of the publishing room: what it adds to the engine's lists, case page and forms."""
