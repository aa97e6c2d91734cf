from goodwill.evidence.sources.records import LONGEST_RECORD, Dialect, cut

PLAIN = Dialect()


def test_a_line_is_a_record_and_a_blank_line_an_empty_one():
    done = cut(["a,b\n", "\n", "c,d"], PLAIN, last=True)
    assert done.records == [["a", "b"], [], ["c", "d"]]
    assert list(done.starts) == [0, 1, 2]


def test_a_quoted_record_spans_lines():
    done = cut(["a,b\n", 'c,"d\n', 'e"\n', "f,g\n"], PLAIN, last=True)
    assert done.records == [["a", "b"], ["c", "d\ne"], ["f", "g"]]
    assert (list(done.starts), done.spans) == ([0, 1, 3], {1: 3})


def test_an_unfinished_record_waits_for_more_lines():
    done = cut(["a,b\n", 'c,"d\n'], PLAIN, last=False)
    assert (done.records, done.rest, done.broken) == ([["a", "b"]], 1, [])


def test_an_unfinished_record_at_the_end_is_broken_and_reading_resumes_on_the_next_line():
    done = cut(["a,b\n", 'c,"d\n', "e,f\n"], PLAIN, last=True)
    assert (done.records, done.broken) == ([["a", "b"], ["e", "f"]], [1])


def test_a_record_of_too_many_lines_is_broken_whatever_follows():
    lines = ['"a\n', *["b,c\n"] * LONGEST_RECORD, 'd",e\n']
    for last in (True, False):
        done = cut(lines, PLAIN, last=last)
        assert done.broken[0] == 0
        assert done.records[: LONGEST_RECORD - 1] == [["b", "c"]] * (LONGEST_RECORD - 1)


def test_a_record_of_several_lines_has_to_fit_the_width():
    lines = ['1,"open,3\n', "2,x,4\n", '3,closed",5\n']
    assert cut(lines, PLAIN, last=True, width=3).broken == []
    assert cut(lines, PLAIN, last=True, width=4).broken == [0]


def test_quotes_inside_a_plain_field_are_letters():
    assert cut(['24" screen,b\n'], PLAIN, last=True).records == [['24" screen', "b"]]


def test_runs_of_blanks_divide_where_no_sign_is_given():
    assert cut([" a  b\tc \n", "\n"], Dialect(None, None), last=True).records == [["a", "b", "c"], []]
