import re

import pytest

from khabuan.core.drawing import (
    Series,
    TileGroup,
    TileKey,
    columns,
    figures_table,
    lines,
    starts_at_zero,
    tile_map,
)


def test_columns_start_at_zero_and_keep_the_proportion_of_their_figures() -> None:
    svg = columns(["1", "2"], [Series("รับ", (100, 50))], finding="ลดลงครึ่งหนึ่ง")
    heights = [float(h) for h in re.findall(r'<rect class="c1"[^>]*height="([\d.]+)"', svg)]
    assert heights[0] == pytest.approx(2 * heights[1])
    assert "viewBox" not in svg
    assert 'aria-label="ลดลงครึ่งหนึ่ง"' in svg


def test_an_unknown_value_draws_nothing_and_is_a_dash_in_the_table() -> None:
    series = [Series("รับ", (100, None, 50))]
    assert columns(["1", "2", "3"], series, finding="x").count('<rect class="c1"') == 2
    assert lines(["1", "2", "3"], series, finding="x").count('<line class="c1"') == 0
    assert ">–</td>" in figures_table(["1", "2", "3"], series, head="ปี")


def test_names_at_the_last_value_do_not_lie_on_each_other() -> None:
    svg = lines(["1", "2"], [Series("ก", (1, 100)), Series("ข", (2, 101))], finding="x")
    ys = [float(y) for y in re.findall(r'class="c[12] l"[^>]*y="([\d.]+)"', svg)]
    assert abs(ys[0] - ys[1]) >= 17.9


@pytest.mark.parametrize("values", [(0, 0), (5, 5), (0.001, 0.002), (1, 10**12)])
def test_any_figures_have_a_scale(values: tuple[float, ...]) -> None:
    assert "nan" not in lines(["1", "2"], [Series("ก", values)], finding="x")
    assert "nan" not in columns(["1", "2"], [Series("ก", values)], finding="x")


def test_a_line_may_start_above_zero_and_is_known_to() -> None:
    assert not starts_at_zero([Series("ก", (171, 187))])
    assert starts_at_zero([Series("ก", (20, 187))])


@pytest.mark.parametrize(
    "series",
    [[], [Series("ก", (1, 2))] * 3, [Series("ก", (1,))], [Series("ก", (None, None))], [Series("ก", (-1, 2))]],
)
def test_a_chart_that_would_mislead_is_refused(series: list[Series]) -> None:
    with pytest.raises(ValueError, match=r"series|value|figure|columns"):
        columns(["1", "2"], series, finding="x")


def test_each_group_is_one_link_and_each_area_one_tile() -> None:
    group = TileGroup("หนองแค", "/x/", ("ok",) * 17 + ("over",), "18 พื้นที่", "เกินวาระ 1", late=True)
    html = tile_map([group], [TileKey("over", "เกินวาระ", 1, "/x/?over")])
    assert html.count('href="/x/"') == 1
    assert html.count('class="ok"') == 17
    assert html.count('class="over"') == 2  # the tile and its key
    assert 'viewBox="0 0 171 84"' in html
    assert "geo" not in html
