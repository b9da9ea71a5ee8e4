"""The commands: read, call one function, write, say.

    collect   candidates accept refuse   check   build gate serve   analyze evaluate   demo doctor

Exit codes: 0 well, 1 findings or failures, 2 wrong use. An expected failure is a sentence, a bug keeps its traceback.
"""

from .main import main

__all__ = ["main"]
