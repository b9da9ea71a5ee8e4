"""feeds.yml and content/ <-> values; the only journey that opens the editors' files, the only one that knows YAML.

    strict (bytes -> nodes) | decode (nodes -> values, by the model's own types) | feeds, archive, collected
    emit (a new file), edit (one field), revise (any change, by the fewest bytes), decisions, undo
    digest (a mailed text -> an issue), imported (the issue written at once)
    documents (one file, opened to be changed) | plain (what a form says) | places (findings get file and line)
    git, rows (saving, and meeting what others saved)
    sendings (approval.yml, sent.yml, the as-sent copy) | history (who wrote, by git)
    files (atomic writes, swapped folders, one run at a time) | state, runs (what may be lost: caches, records of runs)

Reading collects every finding before it speaks; writing leaves the old file or the new one, never a part.
"""

from .archive import ENTRY_ID, MONTH, ORGANIZATION_ID, load_archive, read_archive
from .collected import load_collected, save_collected
from .decisions import accept, refuse, save_candidates, save_issue
from .documents import (
    Document,
    decode_text,
    drop_organization,
    new_organization,
    open_entry,
    open_issue,
    open_newsletter,
    open_organization,
    save_document,
)
from .edit import append_item
from .emit import emit
from .feeds import load_feeds
from .files import folder_aside, one_at_a_time, recover_folder, swap_folder, write_atomic, write_if_changed
from .fingerprints import load_fingerprints, save_fingerprints
from .git import Conflict, Exchange, FileChange, How, Repository, Version, find_repository
from .history import Writer, git_identity, git_writers
from .imported import save_frame, save_imported
from .learned import load_learned, save_learned
from .moving import give_back, move_entry, places_of, take_out
from .notes import add_notes, notes_path
from .opml import Imported, Outline, import_feeds, read_opml, write_opml
from .places import entry_path, locate
from .plain import clean_line, decode_plain
from .removed import check_removals
from .runs import begin_run, finish_run, unfinished_run
from .sendings import (
    approval_bytes,
    delivery_folder,
    keep_as_sent,
    load_all_sent,
    load_approval,
    load_sent,
    save_approval,
    save_sent,
    secure_delivery_folder,
)
from .state import load_state, save_state, state_folder
from .undo import last_step, remember, undo
from .waivers import GateWaiver, load_gate_waivers

__all__ = [
    "ENTRY_ID",
    "MONTH",
    "ORGANIZATION_ID",
    "Conflict",
    "Document",
    "Exchange",
    "FileChange",
    "GateWaiver",
    "How",
    "Imported",
    "Outline",
    "Repository",
    "Version",
    "Writer",
    "accept",
    "add_notes",
    "append_item",
    "approval_bytes",
    "begin_run",
    "check_removals",
    "clean_line",
    "decode_plain",
    "decode_text",
    "delivery_folder",
    "drop_organization",
    "emit",
    "entry_path",
    "find_repository",
    "finish_run",
    "folder_aside",
    "git_identity",
    "git_writers",
    "give_back",
    "import_feeds",
    "keep_as_sent",
    "last_step",
    "load_all_sent",
    "load_approval",
    "load_archive",
    "load_collected",
    "load_feeds",
    "load_fingerprints",
    "load_gate_waivers",
    "load_learned",
    "load_sent",
    "load_state",
    "locate",
    "move_entry",
    "new_organization",
    "notes_path",
    "one_at_a_time",
    "open_entry",
    "open_issue",
    "open_newsletter",
    "open_organization",
    "places_of",
    "read_archive",
    "read_opml",
    "recover_folder",
    "refuse",
    "remember",
    "save_approval",
    "save_candidates",
    "save_collected",
    "save_document",
    "save_fingerprints",
    "save_frame",
    "save_imported",
    "save_issue",
    "save_learned",
    "save_sent",
    "save_state",
    "secure_delivery_folder",
    "state_folder",
    "swap_folder",
    "take_out",
    "undo",
    "unfinished_run",
    "write_atomic",
    "write_if_changed",
    "write_opml",
]
