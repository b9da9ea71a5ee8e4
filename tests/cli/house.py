"""A house with one issue ready to go out: content/, and what `build` leaves behind (invented, as everywhere)."""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from builders import make_entry, make_issue, make_newsletter, make_organization
from generator import storage
from generator.model import Facts, Party, Role, Source
from generator.publish.pipeline import publish
from generator.storage.emit import emit

NOW = "2026-11-12T09:00:00+09:00"
MONTH = "2026-11"
FIRST, SECOND = "2026-10-19-q7mk", "2026-10-21-b3fd"
HEADER = "email,consent_at,consent_source,consent_method\n"


def entries():
    source = Source(title="不正アクセスについて", publisher="株式会社ミナセ通信", url="https://www.minase.example/1")
    first = make_entry(
        id=FIRST,
        headline="ミナセ通信に不正アクセス",
        body=("株式会社ミナセ通信は10月19日、不正アクセスについて公表した。",),
        parties=(Party(organization="minase", role=Role.VICTIM),),
        sources=(source,),
        facts=Facts(),
    )
    second = replace(first, id=SECOND, announced=date(2026, 10, 21), headline="ミナセ通信が続報を公表")
    return first, second


@dataclass
class House:
    root: Path

    @property
    def content(self):
        return self.root / "content"

    @property
    def mail(self):
        return self.root / "build" / "mail"

    def entry(self, name=FIRST, month=MONTH):
        return self.content / "issues" / month / "entries" / f"{name}.yml"

    def write(self, path, value):
        target = self.content / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(emit(value), "utf-8")

    def add_issue(self, month=MONTH, published=date(2026, 11, 10), **changes):
        self.write(f"issues/{month}/issue.yml", make_issue(month=month, published=published, **changes))
        for entry in entries() if month == MONTH else ():
            self.write(f"issues/{month}/entries/{entry.id}.yml", entry)

    def build(self):
        """Leave behind what `build` does, without the site, which takes seconds."""
        published = publish(storage.load_archive(self.content))
        files = {f"{self.mail.name}/{name}": data for name, data in published.mail_files().items()}
        for name, data in files.items():
            storage.write_atomic(self.mail.parent / name, data)
        report = {
            "gate": {"clean": True, "leaks": []},
            "issues": {month: published.digest(month).digest for month in published.mails},
            "files": {name: hashlib.sha256(data).hexdigest() for name, data in files.items()},
        }
        (self.mail.parent / "report.json").write_text(json.dumps(report), "utf-8")

    def places(self):
        return ("--content", self.content, "--mail-dir", self.mail, "--now", NOW)

    def recipients(self, *addresses):
        path = self.root / "list.csv"
        rows = "".join(f"{address},2026-04-01,入会申込書,書面\n" for address in addresses)
        path.write_text(HEADER + rows, "utf-8")
        return path

    def sent(self, month=MONTH):
        return storage.load_sent(self.content, month)


def make_house(root, **newsletter):
    house = House(root)
    house.write("newsletter.yml", make_newsletter(**newsletter))
    house.write("organizations/minase.yml", make_organization())
    house.add_issue()
    house.build()
    return house
