import type { Scale } from "./scale.ts";

/** Hundredths of a pixel are enough for a screen, and keep the paths short. */
function px(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Pixel positions of points; NaN = not drawn. */
export interface PointPositions {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

/** Horizontal, then vertical: value i holds from x[i] to x[i + 1]. */
export function stepPath(x: ArrayLike<number>, y: ArrayLike<number>, sx: Scale, sy: Scale): string {
  if (x.length === 0) return "";
  let path = `M${px(sx(x[0]))} ${px(sy(y[0]))}`;
  for (let i = 1; i < x.length; i++) {
    if (y[i] !== y[i - 1]) path += `H${px(sx(x[i]))}V${px(sy(y[i]))}`;
  }
  return `${path}H${px(sx(x[x.length - 1]))}`;
}

/** The area between two step functions over the same x. */
export function stepBandPath(
  x: ArrayLike<number>,
  edges: { readonly lower: ArrayLike<number>; readonly upper: ArrayLike<number> },
  sx: Scale,
  sy: Scale,
): string {
  const { lower, upper } = edges;
  const last = x.length - 1;
  if (last < 0) return "";
  let path = stepPath(x, upper, sx, sy);
  path += `V${px(sy(lower[last]))}`;
  for (let i = last; i > 0; i--) {
    if (lower[i] !== lower[i - 1]) path += `H${px(sx(x[i]))}V${px(sy(lower[i - 1]))}`;
  }
  return `${path}H${px(sx(x[0]))}Z`;
}

/** A smooth function sampled at x. */
export function linePath(x: ArrayLike<number>, y: ArrayLike<number>, sx: Scale, sy: Scale): string {
  let path = "";
  for (let i = 0; i < x.length; i++) path += `${i === 0 ? "M" : "L"}${px(sx(x[i]))} ${px(sy(y[i]))}`;
  return path;
}

export function rectanglePath(x: number, y: number, width: number, height: number): string {
  return `M${px(x)} ${px(y)}h${px(width)}v${px(height)}h${px(-width)}z`;
}

/** A filled triangle that points up at (x, y). */
export function wedgePath(x: number, y: number): string {
  return `M${px(x)} ${px(y)}l4.5 7h-9z`;
}

/** Class marks differ in shape as well as in colour; half-width about 2.7 px. */
const SHAPES = [
  "m-2.6 0a2.6 2.6 0 1 0 5.2 0a2.6 2.6 0 1 0-5.2 0",
  "m0-3.1l3 5.2h-6z",
  "m-2.3-2.3h4.6v4.6h-4.6z",
  "m0-3.2l3.2 3.2l-3.2 3.2l-3.2-3.2z",
] as const;

export function shapesPath({ x, y }: PointPositions, indices: ArrayLike<number>, shape: number): string {
  const outline = SHAPES[shape % SHAPES.length];
  let path = "";
  for (let n = 0; n < indices.length; n++) {
    const i = indices[n];
    if (!Number.isNaN(x[i]) && !Number.isNaN(y[i])) path += `M${px(x[i])} ${px(y[i])}${outline}`;
  }
  return path;
}
