"""Lists that outgrow one machine: the approved mail is handed to an engine that exists.

    message (our list headers off where the engine sets its own) ──▶ listmonk (a campaign) | Mailman (a posting)
    ses (a Sender like smtp: our ledger, our copies)
    web (HTTP with a deadline and a size limit) ──▲

Each module knows one engine. Who had the mail is then known to the engine, except for ses.
"""
