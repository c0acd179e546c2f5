"""Puts this checkout on its feet: virtual environment, system packages, fonts.

Standard library only, because nothing is installed yet when it runs. Databases, secrets and the demo belong to
`config.preparation`.
"""
