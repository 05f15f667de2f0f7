import type plotlyCore from "plotly.js/lib/core";
import { memo, useEffect, useRef } from "react";
import { useAppearance } from "../theme.ts";
import { lossFigure, type PlotTheme } from "./loss-figure.ts";
import type { CurvesProps } from "./svg-curves.tsx";

const config = { displayModeBar: false, responsive: false, scrollZoom: false, doubleClick: false };

export interface PlotlyCurvesProps extends CurvesProps {
  readonly plotly: typeof plotlyCore;
  readonly digits: number;
  /** Called with how long Plotly took. */
  readonly onDrawn: (milliseconds: number) => void;
}

/** The loss curves by Plotly: drawn again when its series change, never by scrubbing. */
export const PlotlyCurves = memo(function PlotlyCurves(props: PlotlyCurvesProps) {
  const element = useRef<HTMLDivElement>(null);
  const appearance = useAppearance();
  const theme = useRef<{ readonly colours: PlotTheme; readonly appearance: string } | null>(null);
  const { plotly } = props;
  useEffect(() => {
    // A task of its own: keys and clicks that came in meanwhile go first.
    const timer = setTimeout(() => {
      if (element.current === null) return;
      if (theme.current?.appearance !== appearance) {
        theme.current = { colours: themeOf(element.current), appearance };
      }
      const { data, layout } = lossFigure(props, theme.current.colours, props.digits);
      const start = performance.now();
      const drawing = props.plotly.react(element.current, data, layout, config);
      const milliseconds = performance.now() - start;
      void drawing.then(() => props.onDrawn(milliseconds));
    }, 0);
    return () => clearTimeout(timer);
  }, [props, appearance]);
  useEffect(() => {
    const drawn = element.current;
    return () => {
      if (drawn !== null) plotly.purge(drawn);
    };
  }, [plotly]);
  return <div className="loss-layer loss-plotly" ref={element} />;
});

function themeOf(element: HTMLElement): PlotTheme {
  const style = getComputedStyle(element);
  // Plotly knows no names of system colours: each is asked for as the browser paints it.
  const probe = element.appendChild(document.createElement("i"));
  probe.style.forcedColorAdjust = "none";
  const token = (name: string) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const theme = {
    font: style.fontFamily,
    surface: token("--surface"),
    ink: token("--ink"),
    ink3: token("--ink-3"),
    ctl: token("--ctl"),
    hues: {
      gbdt: token("--gbdt"),
      grow: token("--grow"),
      ngb: token("--ngb"),
      other: token("--other"),
    },
  };
  probe.remove();
  return theme;
}
