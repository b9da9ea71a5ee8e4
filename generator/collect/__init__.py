"""From feeds.yml to candidates: what the sources said since the last run, each item once.

    fetch ─▶ parse (in a process that may be killed) ─▶ identify ─▶ compare with what is known ─▶ suggest ─▶ draft

    pipeline     the journey; gathers first, then decides, and returns values to be stored
    fetch        one address, guarded: addresses (who may be dialled), transport (one request under one deadline)
    workers      the processes in which documents are read: worker is their inside
    parse        bytes to FeedItems; syndication is the only module that knows feedparser
    identity     which item is which, across days; dedupe: which items tell the same story
    categorize   the language package's word on an item; draft: an item as a candidate Entry
    report       what the run has to say about each feed; state: what the next run has to know
    decode, repair, dates, plain, links   the ground of this journey: texts, moments and addresses

A bad feed is a line in the report, never the end of a run; whatever a feed says stays text.
"""
