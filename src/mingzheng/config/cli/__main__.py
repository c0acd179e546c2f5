"""`python -m mingzheng.config.cli`: how the scripts in `bin/` reach the command line. Nothing else belongs here."""

from mingzheng.config.cli import main

main(prog_name="mingzheng")
