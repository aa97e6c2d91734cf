import pytest

from goodwill.evidence.date_shapes import read_shape


@pytest.mark.parametrize(
    ("shape", "formats"),
    [
        ("9999-99-99", ["%Y-%m-%d"]),
        ("9999/9/9 9:99", ["%Y/%m/%d %H:%M"]),
        ("9999-99-99T99:99:99.999", ["%Y-%m-%dT%H:%M:%S.%f"]),
        ("99/99/9999", ["%d/%m/%Y", "%m/%d/%Y"]),
        ("99.99.99", ["%d.%m.%y", "%m.%d.%y", "%y.%m.%d"]),
        ("9/9/9999 9:99 PM", ["%d/%m/%Y %I:%M %p", "%m/%d/%Y %I:%M %p"]),
        ("9-Jan-99", ["%d-%b-%y"]),
        ("January 9, 9999", ["%B %d, %Y"]),
        ("99999999", ["%Y%m%d"]),
        ("99999999999999", ["%Y%m%d%H%M%S"]),
    ],
)
def test_a_shape_has_one_format_for_each_order_it_allows(shape, formats):
    written = read_shape(shape)
    assert written is not None
    assert list(written.formats.values()) == formats
    assert written.ambiguous == (len(formats) > 1)


@pytest.mark.parametrize(
    "shape", ["", "soon", "9999-99", "9999-W99-9", "99.99", "9999-99-99 approx.", "99999-99-99", "99"]
)
def test_other_shapes_are_no_dates(shape):
    assert read_shape(shape) is None


@pytest.mark.parametrize(
    ("shape", "mending"),
    [
        ("9999-99-99 99:99:99 +9999", {"zone"}),
        ("Fri, 9 Jan 9999 99:99:99 GMT", {"weekday", "zone"}),
        ("Sept 9th, 9999", {"sept", "ordinal"}),
        ("9999-99-99 99:99:99.9999999", {"ticks"}),
        ("9/9/9999 9:99 p.m.", {"half"}),
    ],
)
def test_what_no_format_reads_is_taken_out_first(shape, mending):
    assert read_shape(shape).mending == mending
