"""From an approved message to the members' mailboxes, each exactly once.

    approval (who may, and what has changed) | refusals (why a sending must not begin)
    recipients (CSV with consent) ──▶ ledger ──▶ personal (one recipient's copy) ──▶ smtp ──▶ the mail server
    postfix_log (what the server took) ──▲            ▲                        pacing (so many a second)
    unsubscribe (tokens) ─────────────────────────────┤
    unsubscribe_app, unsubscribe_server (behind opt_out) ──▶ suppressions (who said no)
    mailboxes ──▶ reports (RFC 3464) ──▶ bounces (who cannot be reached) ──▲
    handoff/ (listmonk, Mailman, Amazon SES) | keys, fields (what several of these need)

``pipeline`` holds them together; the steps take a clock, a transport and the suppressions as arguments.

The approved bytes are never decoded: a copy differs in To, Message-ID and List-Unsubscribe only.
"""
