import type { PointPositions } from "./svg-path.ts";

/** Pixels of one colour: only the alpha of each (every fourth byte) is written here. */
export interface AlphaPlane {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  /** Lines that may be drawn on: [top, bottom). */
  readonly top: number;
  readonly bottom: number;
}

/** A round mark, drawn ahead for each quarter of a pixel, so that drawing one is a few additions. */
export interface Stamp {
  readonly side: number;
  /** PHASES x PHASES pictures of side x side alphas (0 .. 255): [yPhase * PHASES + xPhase]. */
  readonly pictures: readonly Uint8Array[];
}

export interface StampShape {
  /** Device pixels. */
  readonly radius: number;
  /** Radius of the hole of a ring; 0 = filled. */
  readonly hole: number;
  /** 0 .. 1. */
  readonly opacity: number;
}

const PHASES = 4;
/** Points along one edge of a pixel that decide how much of it is covered. */
const SAMPLES = 4;

export function roundStamp({ radius, hole, opacity }: StampShape): Stamp {
  const side = 2 * Math.ceil(radius) + 2;
  const pictures: Uint8Array[] = [];
  for (let phase = 0; phase < PHASES * PHASES; phase++) {
    const middle = side / 2;
    const x = middle + (phase % PHASES) / PHASES;
    const y = middle + Math.floor(phase / PHASES) / PHASES;
    pictures.push(
      Uint8Array.from({ length: side * side }, (_, at) => {
        const covered = coveredShare(at % side, Math.floor(at / side), (px, py) => {
          const distance = Math.hypot(px - x, py - y);
          return distance <= radius && distance >= hole;
        });
        return Math.round(255 * opacity * covered);
      }),
    );
  }
  return { side, pictures };
}

function coveredShare(left: number, top: number, isInside: (x: number, y: number) => boolean): number {
  let inside = 0;
  for (let i = 0; i < SAMPLES * SAMPLES; i++) {
    const x = left + ((i % SAMPLES) + 0.5) / SAMPLES;
    const y = top + (Math.floor(i / SAMPLES) + 0.5) / SAMPLES;
    if (isInside(x, y)) inside++;
  }
  return inside / (SAMPLES * SAMPLES);
}

export function clearPlane(data: Uint8ClampedArray): void {
  for (let at = 3; at < data.length; at += 4) data[at] = 0;
}

/** Covers what is there by so much more: 255 stays 255. */
function cover(data: Uint8ClampedArray, at: number, alpha: number): void {
  data[at] += ((255 - data[at]) * alpha) / 255;
}

/** Marks at the positions of the given rows; `ratio` = device pixels of a CSS pixel. Positions without a number are left out. */
export function stampPoints(
  plane: AlphaPlane,
  points: PointPositions,
  rows: ArrayLike<number>,
  mark: { readonly stamp: Stamp; readonly ratio: number },
): void {
  const { data, width } = plane;
  const { side, pictures } = mark.stamp;
  for (let n = 0; n < rows.length; n++) {
    const x = points.x[rows[n]] * mark.ratio;
    const y = points.y[rows[n]] * mark.ratio;
    if (!(Math.abs(x) < 1e6 && Math.abs(y) < 1e6)) continue;
    const column = Math.floor(x);
    const line = Math.floor(y);
    const phase = Math.floor((y - line) * PHASES) * PHASES + Math.floor((x - column) * PHASES);
    const picture = pictures[phase];
    const left = column - side / 2;
    const top = line - side / 2;
    const toColumn = Math.min(side, width - left);
    const toLine = Math.min(side, plane.bottom - top);
    for (let j = Math.max(0, plane.top - top); j < toLine; j++) {
      for (let i = Math.max(0, -left); i < toColumn; i++) {
        const alpha = picture[j * side + i];
        if (alpha > 0) cover(data, ((top + j) * width + left + i) * 4 + 3, alpha);
      }
    }
  }
}

/** Vertical lines, one CSS pixel wide, from `base` to the position of each row. */
export function stampStems(
  plane: AlphaPlane,
  points: PointPositions,
  rows: ArrayLike<number>,
  how: { readonly base: number; readonly opacity: number; readonly ratio: number },
): void {
  const { data, width, top, bottom } = plane;
  const { ratio } = how;
  const thick = Math.max(1, Math.round(ratio));
  const alpha = Math.round(255 * how.opacity);
  const base = Math.min(bottom, Math.max(top, Math.round(how.base * ratio)));
  for (let n = 0; n < rows.length; n++) {
    const x = points.x[rows[n]] * ratio;
    const end = points.y[rows[n]] * ratio;
    if (Number.isNaN(x) || Number.isNaN(end)) continue;
    const tip = Math.min(bottom, Math.max(top, Math.round(end)));
    const left = Math.max(0, Math.floor(x - thick / 2 + 0.5));
    const right = Math.min(width, left + thick);
    for (let line = Math.min(base, tip); line < Math.max(base, tip); line++) {
      for (let column = left; column < right; column++) cover(data, (line * width + column) * 4 + 3, alpha);
    }
  }
}
