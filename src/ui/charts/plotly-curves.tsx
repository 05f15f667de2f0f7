import type plotlyCore from "plotly.js/lib/core";
import { memo, useEffect, useRef } from "react";
import { lossFigure, type PlotTheme } from "./loss-figure.ts";
import type { CurvesProps } from "./svg-curves.tsx";

const REDRAW_MS = 250;
const config = { displayModeBar: false, responsive: false, scrollZoom: false, doubleClick: false };

export interface PlotlyCurvesProps extends CurvesProps {
  readonly plotly: typeof plotlyCore;
  readonly digits: number;
  readonly onDrawn: () => void;
}

/** The loss curves by Plotly: drawn again when rounds arrive, at most four times a second, never by scrubbing. */
export const PlotlyCurves = memo(function PlotlyCurves(props: PlotlyCurvesProps) {
  const element = useRef<HTMLDivElement>(null);
  const lastDrawn = useRef(-REDRAW_MS);
  const { plotly } = props;
  useEffect(() => {
    const wait = Math.max(0, lastDrawn.current + REDRAW_MS - performance.now());
    const timer = setTimeout(() => {
      if (element.current === null) return;
      lastDrawn.current = performance.now();
      const { data, layout } = lossFigure(props, themeOf(element.current), props.digits);
      void props.plotly.react(element.current, data, layout, config).then(props.onDrawn);
    }, wait);
    return () => clearTimeout(timer);
  }, [props]);
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
  const token = (name: string) => style.getPropertyValue(name).trim();
  return {
    font: style.fontFamily,
    surface: token("--surface"),
    ink: token("--ink"),
    ink3: token("--ink-3"),
    grid: token("--grid"),
    ctl: token("--ctl"),
    hues: {
      gbdt: token("--gbdt"),
      grow: token("--grow"),
      ngb: token("--ngb"),
      other: token("--other"),
    },
  };
}
