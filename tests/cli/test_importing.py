import json
import re
import shutil

import pytest

from builders import ROOT, SHARED
from generator.publish.mail.text import render_digest
from generator.publish.pipeline import publish
from generator.storage import load_archive
from tests.publish.mail.golden import golden_month

SEED = SHARED / "seeds" / "002-monthly-digest-2023-09.txt"
DIGEST = """更新:2026/11/10
いつもありがとうございます。
┌―――目次――――――――――――――┐
└―――――――――――――――――――┘
1.インシデント・脆弱性情報等
◇2026/10/21 某通信会社に不正アクセス
某通信会社は10月21日、不正アクセスについて公表した。
◇2026/10/20 某通信会社の再委託先 某共済組合の名簿を紛失
某共済組合は10月20日、名簿の紛失について公表した。
__________________________________________________________________________________
▼お問い合わせは事務局まで。
__________________________________________________________________________________"""


@pytest.fixture
def digest(tmp_path):
    path = tmp_path / "digest.txt"
    path.write_text(DIGEST, "utf-8")
    return path


@pytest.fixture
def content(tmp_path):
    """A newsletter without an issue."""
    folder = tmp_path / "content"
    folder.mkdir()
    shutil.copy(ROOT / "content" / "newsletter.yml", folder)
    return folder


def files_under(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_digest_that_members_know_comes_back_without_a_changed_character(content, kawaraban, tmp_path):
    if not SEED.exists():
        pytest.skip("the digest that members know lies in a folder beside this checkout, which is not here")
    seed = SEED.read_bytes().decode()
    settings = content / "newsletter.yml"
    (contact,) = re.findall(r"[\w.-]+@[\w.-]+[a-z]", seed)
    text = settings.read_text("utf-8").replace("sample: true", "sample: false")
    settings.write_text(text.replace("support@kawaraban.example", contact), "utf-8")

    kawaraban("import", SEED, "--issue", "2023-09", "--frame", "--content", content)
    named = tmp_path / "import" / "2023-09" / "organizations"
    shutil.copytree(named, content / "organizations")  # an editor says yes to the bodies that the digest names
    kawaraban(
        *("build", "--content", content, "--config", ROOT / "mkdocs.yml"),
        *("--site-dir", tmp_path / "site", "--mail-dir", tmp_path / "mail"),
    )

    assert (tmp_path / "mail" / "2023-09" / "mail.txt").read_bytes().decode().startswith(f"{seed}\n▼送信者: ")


def test_a_mail_of_our_own_comes_back_the_same(content, kawaraban, tmp_path):
    newsletter, issue = golden_month()
    text = render_digest(issue, newsletter)
    mail = tmp_path / "mail.txt"
    mail.write_text(text, "utf-8")

    kawaraban("import", mail, "--issue", issue.month, "--frame", "--content", content)

    archive = publish(load_archive(content)).archive
    again = render_digest(archive.issue(issue.month), archive.newsletter)
    addresses = [line for line in text.split("\n") if line.startswith("http")]
    kept = [line for line in text.split("\n") if line not in addresses or line in again]
    assert again.split("\n") == kept


def test_an_imported_issue_has_no_errors(content, digest, kawaraban):
    kawaraban("import", digest, "--issue", "2026-11", "--content", content)

    kawaraban("check", "2026-11", "--content", content)


def test_every_stand_in_is_proposed_once_with_its_entries(content, digest, kawaraban):
    output = kawaraban("import", digest, "--issue", "2026-11", "--content", content, "--json").stdout

    proposed = json.loads(output)["organizations"]
    assert [(row["alias"], row["kind"], len(row["entries"])) for row in proposed] == [
        ("某通信会社", "company", 2),
        ("某共済組合", "cooperative", 1),
    ]


def test_proposals_are_papers_outside_the_content(content, digest, kawaraban, tmp_path):
    kawaraban("import", digest, "--issue", "2026-11", "--content", content)

    paper = (tmp_path / "import" / "2026-11" / "organizations-proposal.yml").read_text("utf-8")
    assert "提案" in paper.split("\n")[0]
    assert "alias: 某共済組合" in paper
    assert not (content / "organizations").exists()
    assert load_archive(content).organizations == ()


def test_a_body_that_the_digest_names_is_a_finding_until_an_editor_takes_its_proposal(
    content, digest, kawaraban, tmp_path
):
    digest.write_text(DIGEST.replace("某通信会社は", "一般財団法人架空情報協会は"), "utf-8")
    kawaraban("import", digest, "--issue", "2026-11", "--content", content)

    assert "organization-not-registered" in kawaraban("check", "--content", content, "--json", code=1).output
    shutil.copytree(tmp_path / "import" / "2026-11" / "organizations", content / "organizations")
    kawaraban("check", "--content", content)
    (issue,) = publish(load_archive(content)).archive.issues
    assert any("一般財団法人架空情報協会は" in entry.body[0] for entry in issue.entries)


def test_greeting_and_footer_are_only_proposed(content, digest, kawaraban, tmp_path):
    before = (content / "newsletter.yml").read_bytes()

    kawaraban("import", digest, "--issue", "2026-11", "--content", content)

    assert (content / "newsletter.yml").read_bytes() == before
    paper = (tmp_path / "import" / "2026-11" / "newsletter-proposal.yml").read_text("utf-8")
    assert "- 'いつもありがとうございます。'" in paper


def test_with_frame_they_are_written_and_comments_stay(content, digest, kawaraban, tmp_path):
    comment = (content / "newsletter.yml").read_text("utf-8").split("\n")[0]

    kawaraban("import", digest, "--issue", "2026-11", "--frame", "--content", content)

    newsletter = load_archive(content).newsletter
    assert newsletter.greeting == ("いつもありがとうございます。",)
    assert newsletter.footer == ("▼お問い合わせは事務局まで。",)
    assert (content / "newsletter.yml").read_text("utf-8").startswith(comment)
    assert not (tmp_path / "import" / "2026-11" / "newsletter-proposal.yml").exists()


def test_an_issue_that_is_there_is_not_touched(content, digest, kawaraban):
    kawaraban("import", digest, "--issue", "2026-11", "--content", content)
    before = files_under(content)

    kawaraban("import", digest, "--issue", "2026-11", "--content", content, code=2)

    assert files_under(content) == before


def test_proposals_that_are_there_are_not_overwritten_and_nothing_else_is_written(content, digest, kawaraban, tmp_path):
    paper = tmp_path / "import" / "2026-11" / "organizations-proposal.yml"
    paper.parent.mkdir(parents=True)
    paper.write_text("書きかけ", "utf-8")
    before = files_under(content)

    kawaraban("import", digest, "--issue", "2026-11", "--content", content, code=2)

    assert paper.read_text("utf-8") == "書きかけ"
    assert files_under(content) == before


def test_a_digest_with_errors_writes_nothing(content, digest, kawaraban, tmp_path):
    digest.write_text(DIGEST.replace("◇2026/10/20 ", "◇"), "utf-8")
    before = files_under(content)

    result = kawaraban("import", digest, "--issue", "2026-11", "--content", content, code=1)

    assert f"{digest.as_posix()}:8: 誤り" in result.output
    assert files_under(content) == before
    assert not (tmp_path / "import").exists()


def test_a_dry_run_writes_nothing(content, digest, kawaraban, tmp_path):
    before = files_under(content)

    kawaraban("import", digest, "--issue", "2026-11", "--dry-run", "--content", content)

    assert files_under(content) == before
    assert not (tmp_path / "import").exists()


@pytest.mark.parametrize("month", ["2026-13", "11月", "../2026-11"])
def test_a_month_that_is_none_is_wrong_use(content, digest, kawaraban, month):
    kawaraban("import", digest, "--issue", month, "--content", content, code=2)
