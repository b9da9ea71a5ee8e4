PAGE = "/organizations/okamugi"


def read(content, name="okamugi"):
    return (content / "organizations" / f"{name}.yml").read_text("utf-8")


def test_the_list_finds_by_any_name(client):
    words = client.get("/organizations?q=オカムギマート").words

    assert "株式会社オカムギ" in words
    assert "組織 1" in words
    assert "当てはまる組織はありません" in client.get("/organizations?q=<script>").words


def test_saving_what_was_opened_changes_no_byte(client, content):
    for path in (content / "organizations").glob("*.yml"):
        before = path.read_bytes()
        page = f"/organizations/{path.stem}"
        assert client.post(page, client.form(page)).status == 303
        assert path.read_bytes() == before


def test_one_more_brand_changes_one_line(client, content):
    before = read(content).split("\n")
    fields = client.form(PAGE)
    client.post(PAGE, fields | {"brands": fields["brands"] + "\nオカムギ便"})
    after = read(content).split("\n")

    assert [line for line in after if line not in before] == [
        "brands: [オカムギマート, オカムギアプリ, むぎポイント, オカムギ便]"
    ]
    assert len(after) == len(before)


def test_a_new_organization_is_written_as_a_person_would(client, content):
    fields = {
        "name": "水無瀬通信株式会社",
        "kind": "company",
        "industry": "通信会社",
        "other_names": "水無瀬通信",
        "id": "minase",
    }
    assert client.post("/organizations", fields).headers["Location"] == "/organizations/minase"
    assert read(content, "minase") == (
        "name: 水無瀬通信株式会社\nother_names: [水無瀬通信]\nkind: company\nindustry: 通信会社\n"
    )


def test_an_id_cannot_name_another_file(client, content):
    for name in ("../x", "OKA", "a/b", "a.b", "é", "a" * 65):
        answer = client.post("/organizations", {"name": "x", "kind": "company", "id": name})
        assert answer.status == 409, name
    assert not (content / "x.yml").exists()


def test_an_organization_is_never_overwritten(client, content):
    before = read(content)
    answer = client.post("/organizations", {"name": "別", "kind": "company", "id": "okamugi"})

    assert "既にあります" in answer.words
    assert read(content) == before


def test_a_changed_file_is_not_overwritten(client, content):
    fields = client.form(PAGE)
    path = content / "organizations" / "okamugi.yml"
    path.write_text(path.read_text("utf-8") + "# 相手の注\n", "utf-8")
    answer = client.post(PAGE, fields | {"industry": "食品会社"})

    assert answer.status == 409
    assert "相手の注" in answer.words
    assert answer.field("industry") == "食品会社"
    assert "食品会社" not in path.read_text("utf-8")


def test_findings_of_the_file_stand_in_the_form(client):
    client.post("/organizations", {"name": "水無瀬通信", "kind": "company", "id": "minase"})

    assert "業種に「通信会社」「小売会社」のような語を書いてください" in client.get("/organizations/minase").words
