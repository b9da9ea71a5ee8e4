"""Kawaraban: a monthly cyber-risk newsletter. Journeys that meet at files.

    feeds.yml ──collect──▶ content/candidates/ ──editors accept, write, check──▶ content/issues/YYYY-MM/entries/
                                                                                        │
              members ◀──deliver── build/mail/YYYY-MM/ ◀──┐                             │
              visitors ◀── static host ── site/  ◀────────┴── publish (anonymize … gate) ◀┘

The ground (model, errors, text, language) knows nobody; collect, review, publish, deliver and storage are neighbours
that do not know each other; cli, desk and mkdocs_plugin bring them together.
"""
