import { useEffect, useRef, useState } from "react";
import type { Predictions } from "../../boosting/outputs.ts";
import type { PlotArea, Range } from "../../figures/scale.ts";
import {
  type Colour,
  classPixels,
  type GridProbe,
  type SurfacePalette,
  valuePixels,
} from "../../figures/surface-figure.ts";
import { likeliestClasses } from "../../figures/targets.ts";
import type { RunView } from "../../store/run-view.ts";
import { useAppearance } from "../theme.ts";

export const CLASS_COLOURS = 6;

/** A token as numbers: the canvas itself reads any way of writing a colour. */
function colourOf(pen: CanvasRenderingContext2D, style: CSSStyleDeclaration, token: string): Colour {
  pen.clearRect(0, 0, 1, 1);
  pen.fillStyle = style.getPropertyValue(token).trim();
  pen.fillRect(0, 0, 1, 1);
  const [red, green, blue] = pen.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}

function readPalette(canvas: HTMLCanvasElement, hue: RunView["hue"]): SurfacePalette | null {
  const probe = document.createElement("canvas");
  probe.width = 1;
  probe.height = 1;
  const pen = probe.getContext("2d", { willReadFrequently: true });
  if (pen === null) return null;
  const style = getComputedStyle(canvas);
  const colour = (token: string) => colourOf(pen, style, token);
  return {
    middle: colour("--panel-middle"),
    classes: Array.from({ length: CLASS_COLOURS }, (_, n) => colour(`--panel-class-${n}`)),
    hue: colour(`--${hue}`),
  };
}

/** Colours of the page as they are now. */
function usePalette(hue: RunView["hue"]) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const appearance = useAppearance();
  const [palette, setPalette] = useState<SurfacePalette | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other colours are read when the appearance differs
  useEffect(() => {
    if (canvas.current !== null) setPalette(readPalette(canvas.current, hue));
  }, [hue, appearance]);
  return [canvas, palette] as const;
}

interface SurfaceCanvasProps {
  readonly hue: RunView["hue"];
  readonly probe: GridProbe;
  readonly predictions: Predictions;
  /** Of the target, for the colours of a regression. */
  readonly range: Range;
  readonly area: PlotArea;
}

/** One canvas pixel for each probe point, stretched over the plot without smoothing. */
export function SurfaceCanvas({ hue, probe, predictions, range, area }: SurfaceCanvasProps) {
  const [canvas, palette] = usePalette(hue);
  useEffect(() => {
    const pen = canvas.current?.getContext("2d");
    if (!pen || palette === null) return;
    const pixels =
      predictions.kind === "classes"
        ? classPixels(probe, likeliestClasses(predictions), predictions.probabilities, palette)
        : valuePixels(probe, predictions.point, range, palette);
    const image = pen.createImageData(probe.x.length, probe.y.length);
    image.data.set(pixels);
    pen.putImageData(image, 0, 0);
  }, [canvas, palette, probe, predictions, range]);
  return (
    <div aria-hidden="true">
      <canvas
        ref={canvas}
        className="panel-surface"
        width={probe.x.length}
        height={probe.y.length}
        style={{ left: area.left, top: area.top, width: area.width, height: area.height }}
      />
    </div>
  );
}
