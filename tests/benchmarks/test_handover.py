from tests.benchmarks import handover
from tests.publish.pages.sample import large_archive


def test_an_archive_comes_out_of_the_hand_as_it_went_in(tmp_path):
    given = large_archive(months=2, sample=True)
    handover.write(tmp_path / "archive", given)
    assert handover.read(tmp_path / "archive") == given
