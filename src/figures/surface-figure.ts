import type { Probe, RunStart } from "../experiment/recording.ts";
import { type Axes, COLUMN_LEFT, COLUMN_RIGHT } from "./fit-figure.ts";
import { horizontalScale, plotArea, type Range, type Size, verticalScale } from "./scale.ts";

export type GridProbe = Probe & { readonly kind: "grid" };

/** Red, green, blue in 0 .. 255. */
export type Colour = readonly [number, number, number];

export interface SurfacePalette {
  /** What "undecided" and "lowest" look like. */
  readonly middle: Colour;
  readonly classes: readonly Colour[];
  /** The engine's hue: the highest value of a regression. */
  readonly hue: Colour;
}

/** Half a cell beyond the outer probe points on each side: a cell is drawn around each of its points. */
function cellRange(values: Float32Array): Range {
  const last = values.length - 1;
  const half = last > 0 ? (values[last] - values[0]) / last / 2 : 0.5;
  return { min: values[0] - half, max: values[last] + half };
}

export function surfaceAxes(start: RunStart, probe: GridProbe, size: Size): Axes {
  const legend = start.header.outputs.kind === "classes" ? COLUMN_RIGHT : 52;
  const area = plotArea(size, { top: 4, right: legend, bottom: 19, left: COLUMN_LEFT + 6 });
  const xRange = cellRange(probe.x);
  const yRange = cellRange(probe.y);
  return { area, xRange, yRange, sx: horizontalScale(xRange, area), sy: verticalScale(yRange, area) };
}

const STRENGTH = 0.55;

function paint(pixels: Uint8ClampedArray, at: number, from: Colour, to: Colour, share: number): void {
  for (let c = 0; c < 3; c++) pixels[at + c] = from[c] + (to[c] - from[c]) * share;
  pixels[at + 3] = 255;
}

/** RGBA pixels of a probe grid, top row first. */
function paintGrid(probe: GridProbe, cell: (point: number, pixels: Uint8ClampedArray, at: number) => void) {
  const columns = probe.x.length;
  const lines = probe.y.length;
  const pixels = new Uint8ClampedArray(columns * lines * 4);
  for (let j = 0; j < lines; j++) {
    for (let i = 0; i < columns; i++) cell(j * columns + i, pixels, ((lines - 1 - j) * columns + i) * 4);
  }
  return pixels;
}

/** Each cell in the colour of its likeliest class, stronger the surer the model is. */
export function classPixels(
  probe: GridProbe,
  likeliest: Int32Array,
  probabilities: Float64Array,
  palette: SurfacePalette,
): Uint8ClampedArray {
  const classCount = probabilities.length / likeliest.length;
  return paintGrid(probe, (point, pixels, at) => {
    const winner = likeliest[point];
    const probability = probabilities[point * classCount + winner];
    const certainty = Math.max(0, (probability * classCount - 1) / (classCount - 1));
    paint(
      pixels,
      at,
      palette.middle,
      palette.classes[winner % palette.classes.length],
      certainty ** 0.8 * STRENGTH,
    );
  });
}

/** Position of a value in the colour scale, 0 .. 1. */
export function colourShare(value: number, range: Range): number {
  return Math.min(1, Math.max(0, (value - range.min) / (range.max - range.min)));
}

/** One hue, from the background to the engine's own. */
export function valuePixels(
  probe: GridProbe,
  values: Float64Array,
  range: Range,
  palette: SurfacePalette,
): Uint8ClampedArray {
  return paintGrid(probe, (point, pixels, at) => {
    paint(pixels, at, palette.middle, palette.hue, 0.04 + colourShare(values[point], range) * 0.86);
  });
}

/**
 * Where the likeliest class changes between neighbouring cells, as lines along the cell edges: a tree's boundary has
 * corners, never slants. Runs of edges are joined.
 */
export function boundaryPath(probe: GridProbe, likeliest: Int32Array, axes: Axes): string {
  const columns = probe.x.length;
  const lines = probe.y.length;
  const { area } = axes;
  const x = (i: number) => Math.round((area.left + (area.width * i) / columns) * 10) / 10;
  const y = (j: number) => Math.round((area.top + area.height - (area.height * j) / lines) * 10) / 10;
  const at = (i: number, j: number) => likeliest[j * columns + i];
  let path = "";
  const runs = (
    count: number,
    differs: (n: number) => boolean,
    draw: (from: number, to: number) => string,
  ) => {
    let from = -1;
    for (let n = 0; n <= count; n++) {
      const edge = n < count && differs(n);
      if (edge && from < 0) from = n;
      if (!edge && from >= 0) {
        path += draw(from, n);
        from = -1;
      }
    }
  };
  for (let i = 1; i < columns; i++) {
    runs(
      lines,
      (j) => at(i - 1, j) !== at(i, j),
      (from, to) => `M${x(i)} ${y(from)}V${y(to)}`,
    );
  }
  for (let j = 1; j < lines; j++) {
    runs(
      columns,
      (i) => at(i, j - 1) !== at(i, j),
      (from, to) => `M${x(from)} ${y(j)}H${x(to)}`,
    );
  }
  return path;
}
