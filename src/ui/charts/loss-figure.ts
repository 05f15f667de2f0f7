import { lossWords } from "../../words/loss.ts";
import type { CurvesProps } from "./svg-curves.tsx";

/** Colours and font of the page at this moment, as Plotly needs them: plain values. */
export interface PlotTheme {
  readonly font: string;
  readonly surface: string;
  readonly ink: string;
  readonly ink3: string;
  readonly ctl: string;
  readonly hues: { readonly [hue in "gbdt" | "grow" | "ngb" | "other"]: string };
}

const MARKER_EVERY = 15;
const MOST_MARKERS = 24;

const nameOf = {
  train: lossWords.trainOf,
  validation: lossWords.validationOf,
  test: lossWords.testOf,
} as const;

/** The loss curves as a Plotly figure with the frame of our own overlay. */
export function lossFigure({ series, scale, frame }: CurvesProps, theme: PlotTheme, digits: number) {
  const data = series.flatMap((run) => {
    const color = theme.hues[run.hue];
    const line = (values: readonly number[], set: keyof typeof nameOf, style: object) => ({
      type: "scatter",
      mode: run.hollow && set === "validation" ? "lines+markers" : "lines",
      name: nameOf[set](run.name),
      x: values.map((_, round) => round),
      y: values,
      hovertemplate: `%{y:.${digits}f}`,
      marker: {
        symbol: "square-open",
        size: 6,
        color,
        maxdisplayed: Math.min(MOST_MARKERS, Math.max(2, values.length / MARKER_EVERY)),
      },
      line: { color, shape: "linear", simplify: false, ...style },
    });
    return [
      line(run.train, "train", { width: 1.25, dash: "4px,3px" }),
      line(run.validation, "validation", { width: 2 }),
      ...(run.test.length > 0 ? [line(run.test, "test", { width: 2, dash: "1px,4px" })] : []),
    ];
  });
  return { data, layout: lossLayout({ series, scale, frame }, theme) };
}

function lossLayout({ scale, frame }: CurvesProps, theme: PlotTheme) {
  const { width, height } = frame.size;
  return {
    width,
    height,
    autosize: false,
    uirevision: "loss",
    paper_bgcolor: "transparent",
    plot_bgcolor: "transparent",
    showlegend: false,
    dragmode: false,
    font: { family: theme.font, size: 11, color: theme.ink3 },
    margin: { l: frame.left, r: width - frame.right, t: frame.top, b: height - frame.bottom, pad: 0 },
    xaxis: {
      range: [0, frame.plannedRounds],
      visible: false,
      fixedrange: true,
      unifiedhovertitle: { text: lossWords.hovered },
    },
    // The grid is drawn beside Plotly, in the same frame.
    yaxis: {
      type: scale.isLog ? "log" : "linear",
      range: [scale.range.min, scale.range.max].map((end) => (scale.isLog ? Math.log10(end) : end)),
      visible: false,
      fixedrange: true,
    },
    hovermode: "x unified",
    hoverlabel: {
      bgcolor: theme.surface,
      bordercolor: theme.ctl,
      font: { family: theme.font, size: 12, color: theme.ink },
    },
  };
}
