import pytest
from jinja2 import UndefinedError

from generator.publish.templating import environment


def test_markup_is_escaped_whatever_the_template_is_called():
    template = environment("generator.publish.pages").from_string("{{ text }}")
    assert template.render(text="<b>&") == "&lt;b&gt;&amp;"


def test_a_name_that_nobody_gave_is_an_error():
    template = environment("generator.publish.pages").from_string("{{ txet }}")
    with pytest.raises(UndefinedError):
        template.render(text="x")


def test_numbers_are_grouped_by_thousands():
    assert environment("generator.publish.pages").from_string("{{ n | number }}").render(n=12345) == "12,345"
