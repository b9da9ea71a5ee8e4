import gzip
import zlib

import pytest

from generator.collect.transport import TooLargeError
from generator.collect.unpack import DamagedPackingError, UnknownPackingError, unpack

TEXT = b"<rss>" + b"text " * 1000 + b"</rss>"
RAW = zlib.compressobj(wbits=-15)
RAW_DEFLATE = RAW.compress(TEXT) + RAW.flush()


def gzipped(data, level=9):
    """Packed without the time: the processes that share the tests have to see the same ones."""
    return gzip.compress(data, level, mtime=0)


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (TEXT, ""),
        (TEXT, "identity"),
        (TEXT, "none"),
        (TEXT, "UTF-8"),  # the name of a charset in the wrong header
        (TEXT, "gzip"),  # marked, not packed
        (TEXT, "deflate"),
        (gzipped(TEXT), "gzip"),
        (gzipped(TEXT), "x-gzip"),
        (gzipped(TEXT), ""),  # packed, not marked
        (gzipped(gzipped(TEXT)), "gzip, gzip"),
        (gzipped(TEXT[:2000]) + gzipped(TEXT[2000:]), "gzip"),
        (gzipped(TEXT) + b"\0" * 100, "gzip"),
        (zlib.compress(TEXT), "deflate"),
        (RAW_DEFLATE, "Deflate"),
    ],
)
def test_a_body_is_unpacked_as_it_was_packed(body, encoding):
    assert unpack(body, encoding, limit=100_000) == (TEXT, True)


def test_what_breaks_off_is_given_as_far_as_it_came():
    body, complete = unpack(gzipped(TEXT, 0)[:2000], "gzip", limit=100_000)

    assert TEXT.startswith(body)
    assert body
    assert not complete


@pytest.mark.parametrize("packed", [gzipped(b"\0" * 10_000_000), gzipped(gzipped(b"\0" * 10_000_000))])
def test_a_bomb_is_not_unpacked(packed):
    with pytest.raises(TooLargeError):
        unpack(packed, "gzip", limit=1_000_000)


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, br", "compress"])
def test_a_packing_that_was_not_asked_for_is_refused(encoding):
    with pytest.raises(UnknownPackingError):
        unpack(b"\x0b\x02\x80", encoding, limit=1000)


def test_layers_have_an_end():
    packed = TEXT
    for _ in range(4):
        packed = gzipped(packed)

    with pytest.raises(UnknownPackingError):
        unpack(packed, "gzip", limit=100_000)


def test_rubbish_that_says_it_is_packed_is_an_error():
    with pytest.raises(DamagedPackingError):
        unpack(b"\x1f\x8b\x08rubbish" * 10, "gzip", limit=1000)
