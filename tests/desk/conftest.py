"""A content folder of its own for each test: the sample's newsletter, organizations and newest issue."""

import shutil

import pytest

from builders import ROOT
from tests.desk.client import Client

CANDIDATE = """# 担当: 編集部
section: incidents
announced: 2026-11-12
headline: {headline}
sources:
- {{url: 'https://news.kakuu.example/{name}', title: 題, publisher: 架空ニュース, feed: kakuu}}
suggestion:
  section: incidents
  confidence: 0.95
  reasons:
  - 「不正アクセス」→インシデント
  names: [ミナセ通信]
  summary: ミナセ通信が発表した。
"""


@pytest.fixture
def content(tmp_path):
    folder = tmp_path / "content"
    shutil.copytree(ROOT / "content" / "organizations", folder / "organizations")
    shutil.copytree(ROOT / "content" / "issues" / "2026-11", folder / "issues" / "2026-11")
    shutil.copy(ROOT / "content" / "newsletter.yml", folder)
    return folder


@pytest.fixture
def add_candidate(content):
    def add(name="2026-11-12-aaaa", headline="ミナセ通信に不正アクセス 1,375名の情報が漏えいか"):
        path = content / "candidates" / "2026-11" / f"{name}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(CANDIDATE.format(name=name, headline=headline), "utf-8")
        return path

    return add


@pytest.fixture
def client(content):
    return Client(content)
