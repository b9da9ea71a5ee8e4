import pytest

from generator.publish.addresses import relative


@pytest.mark.parametrize(
    ("origin", "target", "link"),
    [
        ("", "2026-10/", "2026-10/"),
        ("", "", "./"),
        ("2026-10/", "", "../"),
        ("2026-10/", "2026-09/#i-a", "../2026-09/#i-a"),
        ("2026-10/", "2026-10/#i-a", "#i-a"),
        ("threads/a/", "2026-10/", "../../2026-10/"),
    ],
)
def test_a_link_leads_from_page_to_page_wherever_the_site_lies(origin, target, link):
    assert relative(origin, target) == link
