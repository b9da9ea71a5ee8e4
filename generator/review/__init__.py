"""What is wrong with a text, in words an editor thanks for.

    pipeline | entries, issues, newsletter (what must be there) · organizations, names · reidentify, strict
             | figures, days, certainty, attribution (the text against its facts) · copying (against its source)
             | wording (letters), style (slips of the pen) · follow_up (threads) · waivers
    rules    | every rule as data: data/rules.tsv

A check gives `Remark`s (which entry, which field); `storage.locate` finds file and line. Editors waive a rule in the
entry, with a reason; nothing is waived in silence.
"""
