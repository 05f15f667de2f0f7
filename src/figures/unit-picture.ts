import type { NetReading } from "../analysis/chain-reader.ts";
import type { SampleRows } from "./net-inputs.ts";
import type { Box, Place } from "./net-layout.ts";
import { horizontalScale, type Range, rangeOf, verticalScale } from "./scale.ts";
import { linePath, rectanglePath } from "./svg-path.ts";

/** How a unit answers over the sampled rows, inside its box. */
export interface UnitPicture {
  readonly curve: string;
  readonly bars: string;
  /** Of a map: cells above and below 0, by strength. */
  readonly cells: readonly {
    readonly path: string;
    readonly isPositive: boolean;
    readonly strength: number;
  }[];
  /** Height of 0; null = it lies outside. */
  readonly zero: number | null;
  /** The selected row: a dot on the curve or in the map, or the point of a wedge under the bars. */
  readonly mark: Place | null;
}

const BARS = 18;
const LEVELS = 4;

/** The axis of a layer's answers: fixed where they are bounded, else shared by its units. */
export function answerRange({ net, answers, rowCount }: NetReading, layer: number, drawn: number): Range {
  if (net.activation === "tanh") return { min: -1.12, max: 1.12 };
  if (net.activation === "logistic") return { min: -0.06, max: 1.06 };
  const units = net.hidden[layer];
  const { min, max } = rangeOf(answers[layer].subarray(0, Math.min(drawn, rowCount) * units));
  return { min: Math.min(0, min), max: Math.max(max, Math.min(0, min) + 1e-9) };
}

export interface UnitOf {
  readonly layer: number;
  readonly unit: number;
}

export function unitPicture(
  reading: NetReading,
  sample: SampleRows,
  { layer, unit }: UnitOf,
  range: Range,
  box: Box,
): UnitPicture {
  const units = reading.net.hidden[layer];
  const answers = reading.answers[layer];
  const values = Float64Array.from({ length: sample.drawn }, (_, row) => answers[row * units + unit]);
  const own = sample.selected === null ? Number.NaN : answers[sample.drawn * units + unit];
  const inside = { left: box.x + 2, top: box.y + 2, width: box.width - 4, height: box.height - 4 };
  const sy = verticalScale(range, inside);
  const zero = range.min < 0 && range.max > 0 ? sy(0) : null;
  const none = { curve: "", bars: "", cells: [], zero: null };
  if (sample.kind === "line") {
    const last = Math.max(1, values.length - 1);
    const sx = horizontalScale({ min: 0, max: last }, inside);
    const x = Array.from(values.keys());
    const mark = sample.selected && { x: sx(sample.selected.x * last), y: sy(own) };
    return { ...none, curve: linePath(x, values, sx, sy), zero, mark };
  }
  if (sample.kind === "grid") {
    const { selected } = sample;
    const mark = selected && {
      x: inside.left + selected.x * inside.width,
      y: inside.top + (1 - selected.y) * inside.height,
    };
    return { ...none, cells: cellsOf(values, sample, range, box), mark };
  }
  const sx = horizontalScale(range, inside);
  return { ...none, bars: barsOf(values, range, inside), mark: mark(sx(own), inside) };
}

function mark(x: number, inside: { left: number; top: number; width: number; height: number }): Place | null {
  if (Number.isNaN(x)) return null;
  const right = inside.left + inside.width;
  return { x: Math.min(right, Math.max(inside.left, x)), y: inside.top + inside.height };
}

function barsOf(
  values: Float64Array,
  range: Range,
  inside: { left: number; top: number; width: number; height: number },
): string {
  const counts = new Uint32Array(BARS);
  for (const value of values) {
    const share = (value - range.min) / (range.max - range.min);
    counts[Math.min(BARS - 1, Math.max(0, Math.floor(share * BARS)))]++;
  }
  const most = counts.reduce((max, count) => Math.max(max, count), 1);
  const width = inside.width / BARS;
  let path = "";
  counts.forEach((count, at) => {
    if (count === 0) return;
    const height = Math.max(1, (count / most) * inside.height);
    path += rectanglePath(
      inside.left + at * width,
      inside.top + inside.height - height,
      Math.max(0.5, width - 0.5),
      height,
    );
  });
  return path;
}

/** Neighbouring cells of one strength become one rectangle. */
function cellsOf(
  values: Float64Array,
  { across, up }: SampleRows,
  range: Range,
  box: Box,
): UnitPicture["cells"] {
  const most = Math.max(Math.abs(range.min), Math.abs(range.max));
  const levelOf = (value: number) =>
    Math.sign(value) * Math.min(LEVELS, Math.ceil((Math.abs(value) / most) * LEVELS - 0.25));
  const paths = new Map<number, string>();
  const width = box.width / across;
  const height = box.height / up;
  for (let j = 0; j < up; j++) {
    const y = box.y + box.height - (j + 1) * height;
    for (let i = 0; i < across; ) {
      const level = levelOf(values[j * across + i]);
      let end = i + 1;
      while (end < across && levelOf(values[j * across + end]) === level) end++;
      if (level !== 0) {
        const cell = rectanglePath(box.x + i * width, y, (end - i) * width, height);
        paths.set(level, (paths.get(level) ?? "") + cell);
      }
      i = end;
    }
  }
  return [...paths].map(([level, path]) => ({
    path,
    isPositive: level > 0,
    strength: Math.abs(level) / LEVELS,
  }));
}
