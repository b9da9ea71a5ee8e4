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


def of_values(source, **values):
    return environment("generator.publish.pages", of_values=True).from_string(source).render(**values)


def test_templates_of_values_escape_what_a_block_or_a_macro_is_given():
    macro = "{% macro b(x, tag='b') %}<{{ tag }}>{{ x }}</{{ tag }}>{% endmacro %}"
    source = macro + "{% block a %}{{ b(text) }}{{ b(text, tag='i') }}{% endblock %}"
    assert of_values(source, text="<&>") == "<b>&lt;&amp;&gt;</b><i>&lt;&amp;&gt;</i>"


def test_a_macro_of_values_refuses_what_it_does_not_take_and_asks_for_what_it_needs():
    source = "{% macro b(x) %}{{ x }}{% endmacro %}"
    with pytest.raises(TypeError, match="tag"):
        of_values(source + "{{ b(1, tag='i') }}")
    with pytest.raises(TypeError):
        of_values(source + "{{ b(1, 2) }}")
    with pytest.raises(UndefinedError):
        of_values(source + "{{ b() }}")
