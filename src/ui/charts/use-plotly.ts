import type plotlyCore from "plotly.js/lib/core";
import { useEffect, useState } from "react";

/** Plotly, fetched once something is on screen and the page has time; null until then, and when it fails. */
export function usePlotly(wanted: boolean): typeof plotlyCore | null {
  const [plotly, setPlotly] = useState<typeof plotlyCore | null>(null);
  useEffect(() => {
    if (!wanted) return undefined;
    let alive = true;
    const timer = setTimeout(() => {
      import("plotly.js/lib/core").then(
        (module) => alive && setPlotly(() => module.default),
        // Without it the curves stay our own: nothing is lost but the tooltip.
        () => undefined,
      );
    }, AFTER_FIRST_PICTURE_MS);
    return () => {
      alive = false;
      clearTimeout(timer);
    };
  }, [wanted]);
  return plotly;
}

const AFTER_FIRST_PICTURE_MS = 1500;
