import json

from builders import ROOT


def test_schemas_are_written_once_and_then_up_to_date(kawaraban, tmp_path):
    folder = tmp_path / "schemas"

    kawaraban("schema", "--directory", folder)

    assert json.loads((folder / "entry.schema.json").read_text("utf-8"))["title"] == "記事と候補"
    assert "すべて最新です。" in kawaraban("schema", "--directory", folder).output


def test_a_check_tells_what_is_old_and_writes_nothing(kawaraban, tmp_path):
    kawaraban("schema", "--directory", tmp_path)
    (tmp_path / "issue.schema.json").write_text("{}", "utf-8")

    output = kawaraban("schema", "--directory", tmp_path, "--check", code=1).output

    assert "issue.schema.json" in output
    assert "entry.schema.json" not in output
    assert (tmp_path / "issue.schema.json").read_text("utf-8") == "{}"


def test_what_is_committed_is_up_to_date(kawaraban):
    kawaraban(
        *("schema", "--check", "--directory", ROOT / "schemas", "--handbook", ROOT / "content" / "README.md"),
        *("--settings", ROOT / ".vscode" / "settings.json"),
    )


def test_forms_are_made_for_the_months_that_there_are(kawaraban, sample, tmp_path):
    config = tmp_path / "admin" / "config.yml"

    kawaraban("schema", "--directory", tmp_path / "s", "--decap", config, "--content", sample)

    text = config.read_text("utf-8")
    months = [path.parent.name for path in sample.glob("issues/*/issue.yml")]
    assert months
    assert all(f"content/issues/{month}/entries" in text for month in months)
