import numpy as np

from goodwill.measures.segments import customer_segments, segment_of


def line(customer, at, segment):
    return {"customer": customer, "at": at, "segment": segment}


def told(lines):
    found = customer_segments(lines).to_pyarrow().to_pylist()
    return {row["customer"]: row["segment"] for row in found}


def test_a_customer_belongs_to_the_segment_of_its_latest_line_that_names_one(lines):
    table = lines(
        line(1, "2011-07-01", "North"),
        line(1, "2011-07-02", "South"),
        line(1, "2011-07-03", None),
        line(2, "2011-07-01", None),
    )
    assert told(table) == {1: "South"}


def test_of_two_at_one_moment_the_alphabet_decides(lines):
    assert told(lines(line(1, "2011-07-01", "South"), line(1, "2011-07-01", "North"))) == {1: "North"}


def test_segments_come_largest_first_as_masks(lines):
    table = lines(
        *(line(i, "2011-07-01", "South" if i % 3 else "North") for i in range(9)), line(99, "2011-07-01", None)
    )
    found = segment_of(table, np.array([0, 1, 2, 3, 99]))
    assert list(found) == ["North", "South"]
    assert found["North"].tolist() == [True, False, False, True, False]
    assert found["South"].tolist() == [False, True, True, False, False]


def test_small_segments_beyond_the_twelve_largest_are_gathered(lines):
    table = lines(
        *(line(i, "2011-07-01", f"S{i:02}") for i in range(14)), *(line(100 + i, "2011-07-01", "S13") for i in range(2))
    )
    found = segment_of(table, np.array([*range(14), 100, 101]))
    assert next(iter(found)) == "S13"
    assert list(found)[-1] == "all others"
    assert len(found) == 13
    assert np.sum(list(found.values()), axis=0).tolist() == [1] * 16
