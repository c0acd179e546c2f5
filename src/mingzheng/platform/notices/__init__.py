"""Messages to people: in-app, digest, e-mail, webhook, SMS. Carries counts and links, never contents."""
