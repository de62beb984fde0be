"""The chart of a position as a separate file, with its question and its caveat inside."""

from dataclasses import dataclass
from typing import Final

from claims.domain.charts.labels import wrapped
from claims.domain.charts.layout import WIDE
from claims.domain.charts.marks import ChartText, Drawing, PositionChart
from claims.domain.charts.time_strip import CHARACTER_PX

TITLE_PX: Final = 10
TITLE_ROW: Final = 24
ROW: Final = 18
EDGE: Final = 16
MOST_LINES: Final = 40
NO_DATE: Final = "No chart: no statement on record can be drawn."


@dataclass(frozen=True, slots=True)
class ChartFile:
    """A chart file. ``drawing`` is at ``x``, ``y``, between the lines of the title and of the caption."""

    title: str
    alternative: str
    width: int
    height: int
    x: int
    y: int
    drawing: Drawing | None
    titles: tuple[ChartText, ...]
    captions: tuple[ChartText, ...]


def chart_file(chart: PositionChart) -> ChartFile:
    """The wide drawing of a chart with its title and caption. The addresses in it must be absolute."""
    width = WIDE.width + 2 * EDGE
    titles = wrapped(chart.title, WIDE.width // TITLE_PX, MOST_LINES)
    y = EDGE + len(titles) * TITLE_ROW
    drawing = chart.wide
    foot = y + (drawing.height if drawing else 0)
    captions = [
        line
        for caption in _captions(chart)
        for line in wrapped(caption, WIDE.width // CHARACTER_PX, MOST_LINES)
    ]
    return ChartFile(
        title=chart.title,
        alternative=chart.alternative,
        width=width,
        height=foot + len(captions) * ROW + EDGE,
        x=EDGE,
        y=y,
        drawing=drawing,
        titles=tuple(
            ChartText(line, EDGE, EDGE + 18 + n * TITLE_ROW, look="title") for n, line in enumerate(titles)
        ),
        captions=tuple(
            ChartText(line, EDGE, foot + 14 + n * ROW, look="caption") for n, line in enumerate(captions)
        ),
    )


def _captions(chart: PositionChart) -> list[str]:
    drawing = chart.wide
    captions = [chart.caption] if drawing else [NO_DATE, chart.caption]
    captions.append("   ".join(f"{sign.mark} {sign.words}" for sign in chart.legend))
    captions.append(chart.not_drawn)
    if drawing and drawing.unlabelled:
        captions.append("   ".join(drawing.unlabelled))
    if drawing and drawing.brackets_left_out:
        captions.append(f"{drawing.brackets_left_out:,} more claims that nothing has changed are not drawn.")
    # The page lists its events below the chart; the file has to include them.
    return [*chart.events, *(one for one in captions if one)]
