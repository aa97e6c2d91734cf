"""The map keeps its promises for any unit: cards apart, words clear of everything, all inside the picture."""

from hypothesis import given
from hypothesis import strategies as st

from goodwill.pages.deciding.drawing import Between, Tile, draw
from goodwill.pages.deciding.drawing.shapes import along

WORDS = ("", "budget", "lead times", "who is asked first about new goods", "price of the whole range in two years")


@st.composite
def units(draw_from):
    """Forests of up to 25 seats, now and then with a circle, and links that cross."""
    number = draw_from(st.integers(1, 25))
    tiles = []
    for key in range(1, number + 1):
        above = draw_from(st.none() | st.integers(1, number))
        tiles.append(Tile(key, None if above == key else above, draw_from(st.sampled_from((108, 132, 176)))))
    pairs = st.tuples(st.integers(1, number), st.integers(1, number), st.sampled_from(WORDS), st.booleans())
    links = [
        Between(key, source, target, words, zigzag)
        for key, (source, target, words, zigzag) in enumerate(draw_from(st.lists(pairs, max_size=14)), start=1)
        if source != target
    ]
    return tiles, links


@given(units())
def test_no_two_cards_overlap_and_each_is_drawn_once(unit):
    tiles, links = unit

    picture = draw(tiles, links)

    assert sorted(picture.cards) == [tile.key for tile in tiles]
    boxes = list(picture.cards.values())
    assert not any(one.meets(other, 20) for i, one in enumerate(boxes) for other in boxes[:i])


@given(units())
def test_words_and_numbers_lie_inside_and_touch_no_card_no_line_and_each_other(unit):
    picture = draw(*unit)

    said = [box for one in picture.links for box in (one.words_at, one.number_at) if box]
    for box in (*said, *picture.cards.values()):
        assert box.left >= 0
        assert box.top >= 0
        assert box.right <= picture.width
        assert box.bottom <= picture.height
    assert not any(one.meets(other) for i, one in enumerate(said) for other in (*said[:i], *picture.cards.values()))
    lines = [(None, box) for line in picture.tree for box in along(line)]
    lines += [(one.link.key, box) for one in picture.links for box in along(one.points)]
    for one in picture.links:
        if one.words_at:
            assert not any(one.words_at.meets(box) for _, box in lines)
        if one.number_at:
            assert not any(one.number_at.meets(box) for key, box in lines if key != one.link.key)


@given(units())
def test_every_link_is_drawn_from_the_edge_of_one_card_to_the_other_and_through_none(unit):
    tiles, links = unit

    picture = draw(tiles, links)

    assert [one.link for one in picture.links] == links
    for one in picture.links:
        assert on_edge(one.points[0], picture.cards[one.link.source])
        assert on_edge(one.points[-1], picture.cards[one.link.target])
        assert not any(
            box.meets(card) for box in along(one.points) for card in picture.cards.values() if inside(box, card)
        )


@given(units())
def test_the_tree_joins_every_card_with_the_one_above_it(unit):
    tiles, links = unit

    picture = draw(tiles, links)

    keys = {tile.key for tile in tiles}
    roots = [tile for tile in tiles if tile.above is None or tile.above not in keys]
    assert len(picture.tree) <= len(tiles) - len(roots)
    for line in picture.tree:
        assert any(on_edge(line[-1], card) for card in picture.cards.values())


def test_a_plain_unit_fits_the_page():
    tiles = [Tile(1, None, 120), *(Tile(key, 1, 120) for key in range(2, 5)), *(Tile(key, 2, 120) for key in (5, 6))]

    picture = draw(tiles, [Between(1, 2, 3, "asks for budget"), Between(2, 5, 6, "lead times", zigzag=True)])

    assert picture.width <= 992
    assert [one.words for one in picture.links] == ["asks for budget", "lead times"]


def on_edge(point, card) -> bool:
    x, y = point
    return card.left <= x <= card.right and card.top <= y <= card.bottom


def inside(box, card) -> bool:
    """Whether a stretch of line lies within a card, more than at its edge."""
    return (
        box.left < card.right - 1
        and card.left + 1 < box.right
        and box.top < card.bottom - 1
        and card.top + 1 < box.bottom
    )
