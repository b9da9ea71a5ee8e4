"""Registered names in texts: fold | forms | borders -> register.

What is found here is masked by publish and reported by review. It finds names in order to replace them; that nothing
was missed is the gate's business, which searches in its own, harsher way.
"""

from .fold import fold_form
from .forms import What, forms_of, without_legal_form
from .register import Mention, Register

__all__ = ["Mention", "Register", "What", "fold_form", "forms_of", "without_legal_form"]
