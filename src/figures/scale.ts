/** A closed interval of data values. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** Where the data of a figure is drawn, in CSS pixels from its top left corner. */
export interface PlotArea {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Margins {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

export type Scale = (value: number) => number;

export function plotArea(size: Size, margins: Margins): PlotArea {
  return {
    left: margins.left,
    top: margins.top,
    width: Math.max(1, size.width - margins.left - margins.right),
    height: Math.max(1, size.height - margins.top - margins.bottom),
  };
}

/** Maps domain.min to `from` and domain.max to `to`. */
export function linearScale(domain: Range, from: number, to: number): Scale {
  const slope = (to - from) / (domain.max - domain.min);
  return (value) => from + (value - domain.min) * slope;
}

export function horizontalScale(domain: Range, area: PlotArea): Scale {
  return linearScale(domain, area.left, area.left + area.width);
}

export function verticalScale(domain: Range, area: PlotArea): Scale {
  return linearScale(domain, area.top + area.height, area.top);
}

/** Range of the finite values, widened by `margin` of its width on both sides; never empty. */
export function rangeOf(values: ArrayLike<number>, margin = 0): Range {
  let min = Infinity;
  let max = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!Number.isFinite(value)) continue;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return widened({ min, max }, margin);
}

export function widened(range: Range, margin: number): Range {
  if (!(range.min <= range.max)) return { min: 0, max: 1 };
  if (range.min === range.max) {
    const half = Math.max(Math.abs(range.min) * 0.1, 0.5);
    return { min: range.min - half, max: range.max + half };
  }
  const extra = (range.max - range.min) * margin;
  return { min: range.min - extra, max: range.max + extra };
}

/** The middle `share` of the finite values, so that a few outliers do not set the frame. */
export function middleRange(values: ArrayLike<number>, share: number): Range {
  const sorted = Float64Array.from(values)
    .filter((value) => Number.isFinite(value))
    .sort();
  if (sorted.length === 0) return { min: 0, max: 1 };
  const cut = Math.floor((sorted.length * (1 - share)) / 2);
  return { min: sorted[cut], max: sorted[sorted.length - 1 - cut] };
}

/** A step of 1, 2 or 5 times a power of ten that gives about `count` intervals. */
export function niceStep(range: Range, count: number): number {
  const raw = (range.max - range.min) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(raw));
  const lead = raw / power;
  return (lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10) * power;
}

/** Round tick values inside the range, ascending. */
export function niceTicks(range: Range, count: number): number[] {
  const step = niceStep(range, count);
  const first = Math.ceil(range.min / step - 1e-9);
  const last = Math.floor(range.max / step + 1e-9);
  const ticks: number[] = [];
  for (let i = first; i <= last; i++) ticks.push(i === 0 ? 0 : i * step);
  return ticks;
}
