from playwright.sync_api import Page, expect


def brush(page: Page, *, to: tuple[float, float]) -> int:
    """Drag over the map of groups from its upper left corner, as shares of its size; how many that chose."""
    box = page.locator("svg.group-map").bounding_box()
    assert box is not None
    across, down = box["width"], box["height"]
    page.mouse.move(box["x"] + 0.08 * across, box["y"] + 0.1 * down)
    page.mouse.down()
    page.mouse.move(box["x"] + to[0] * across, box["y"] + to[1] * down, steps=5)
    page.mouse.up()
    expect(page.locator("#chosen h2")).to_contain_text("chosen")
    number = int(page.locator("#chosen h2").inner_text().split(" ")[0].replace(",", ""))
    assert number > 0
    return number
