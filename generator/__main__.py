"""`python -m generator` is `kawaraban`."""

from .cli import main

main(prog_name="kawaraban")
