"""The public site: its frame, its forms, and the files it is published as.

Here: what every public page carries, doors, public forms with their limits, static publication with its manifest, the
serving of those files, traffic counted without personal data. Not here: what is published (rooms declare it in their
`site_pages`), who may see what (the room that owns the content), staff screens (`desk`).
"""
