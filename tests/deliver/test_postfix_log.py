from generator.deliver.postfix_log import taken_by_postfix

LOG = """\
Nov 10 09:00:01 mx postfix/smtpd[11]: 4A1B2C: client=localhost[127.0.0.1]
Nov 10 09:00:01 mx postfix/cleanup[12]: 4A1B2C: message-id=<2026-11.r1.aaa@kakuu.example>
Nov 10 09:00:01 mx postfix/qmgr[13]: 4A1B2C: from=<news+aaa@kakuu.example>, size=100, nrcpt=1 (queue active)
Nov 10 09:00:02 mx postfix/cleanup[12]: 4A1B2D: message-id=<2026-11.r1.bbb@kakuu.example>
Nov 10 09:00:03 mx postfix-out/cleanup[12]: 3zKpQ12xYz: message-id=<2026-11.r1.ccc@kakuu.example>
Nov 10 09:00:03 mx postfix-out/qmgr[13]: 3zKpQ12xYz: from=<news+ccc@kakuu.example>, size=100, nrcpt=1 (queue active)
Nov 10 09:00:04 mx postfix/qmgr[13]: 4A1B2E: from=<other@kakuu.example>, size=100, nrcpt=1 (queue active)
"""


def test_a_message_is_taken_when_qmgr_has_named_its_queue_id():
    assert taken_by_postfix(LOG.splitlines()) == {"<2026-11.r1.aaa@kakuu.example>", "<2026-11.r1.ccc@kakuu.example>"}


def test_a_message_that_only_cleanup_saw_is_not_taken():
    assert "<2026-11.r1.bbb@kakuu.example>" not in taken_by_postfix(LOG.splitlines())
