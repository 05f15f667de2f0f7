import { movesIn, weightsAfter } from "../analysis/chain-steps.ts";
import type { RecordedRound } from "../experiment/recording.ts";
import { linearScale, type PlotArea, type Range, type Scale, type Size, widened } from "./scale.ts";

/** A net of the chain, as it stands after the shown round. NaN = there is no such number. */
export interface ChainRow {
  readonly round: number;
  readonly alpha: number;
  /** Mean loss before and after the corrective step of the net's own round. */
  readonly before: number;
  readonly after: number;
  /** How far the shown round's step moved it, over its size. */
  readonly moved: number;
}

export function chainRows(rounds: readonly RecordedRound[], round: number): ChainRow[] {
  const moves = movesIn(rounds, round);
  return weightsAfter(rounds, round).map((alpha, m) => {
    const correction = rounds[m + 1]?.record?.correction;
    return {
      round: m + 1,
      alpha,
      before: correction?.lossBefore ?? Number.NaN,
      after: correction?.lossAfter ?? Number.NaN,
      moved: moves?.[m] ?? Number.NaN,
    };
  });
}

/** Scales of all rounds, so that nothing jumps while scrubbing. */
export interface ChainScales {
  /** Null = no round has a corrective step with a loss. */
  readonly loss: Range | null;
  readonly alpha: number;
  /** 0 = nothing was moved. */
  readonly moved: number;
}

/** Steps that are measured for the scale of moves: each costs as many numbers as all its nets have. */
const MEASURED_STEPS = 64;

export function chainScales(rounds: readonly RecordedRound[]): ChainScales {
  let alpha = 0;
  let moved = 0;
  const losses = { min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY };
  const corrected: number[] = [];
  for (const { round, record } of rounds) {
    alpha = Math.max(alpha, Math.abs(record?.learners[0]?.weight ?? 0));
    const { lossBefore, lossAfter } = record?.correction ?? { lossBefore: null, lossAfter: null };
    if (record?.correction !== undefined) corrected.push(round);
    for (const loss of [lossBefore, lossAfter]) {
      if (loss === null || !Number.isFinite(loss)) continue;
      losses.min = Math.min(losses.min, loss);
      losses.max = Math.max(losses.max, loss);
    }
  }
  const every = Math.ceil(corrected.length / MEASURED_STEPS);
  corrected.forEach((round, at) => {
    if (at % every !== 0) return;
    for (const move of movesIn(rounds, round) ?? []) if (move > moved) moved = move;
  });
  return {
    alpha: alpha || 1,
    moved,
    loss:
      losses.min <= losses.max ? widened({ ...losses, min: Math.min(losses.min, losses.max) }, 0.06) : null,
  };
}

export interface ChainFigure {
  readonly sx: Scale;
  /** Each strip's place; null = the run has nothing for it. */
  readonly strips: {
    readonly alpha: PlotArea;
    readonly loss: PlotArea | null;
    readonly moved: PlotArea | null;
  };
  readonly lossScale: Scale | null;
  /** Stems of the nets' weights, the newest apart, and their heads. */
  readonly stems: string;
  readonly heads: readonly { readonly x: number; readonly y: number; readonly isNow: boolean }[];
  /** From the loss before a step to the loss after it. */
  readonly slopes: readonly { readonly path: string; readonly isDown: boolean; readonly isNow: boolean }[];
  readonly bars: string;
}

const LEFT = 40;
const RIGHT = 10;
const BOTTOM = 17;
/** A strip's name stands above it. */
const HEAD = 18;
const SHARES = { alpha: 0.8, loss: 1.5, moved: 1 };

/** `planned` rounds lie along x from the start, so that nets stay where they are. */
export function chainFigure(
  rows: readonly ChainRow[],
  scales: ChainScales,
  planned: number,
  size: Size,
): ChainFigure {
  const strips = stripsOf(size, scales);
  const left = strips.alpha.left;
  const sx = linearScale({ min: 0.5, max: Math.max(planned, 1) + 0.5 }, left, left + strips.alpha.width);
  const step = sx(1) - sx(0);
  const now = rows.length;
  const rate = upward(strips.alpha, { min: 0, max: scales.alpha * 1.1 });
  const floor = strips.alpha.top + strips.alpha.height;
  const lossScale = strips.loss && scales.loss && upward(strips.loss, scales.loss);
  return {
    sx,
    strips,
    lossScale,
    stems: rows
      .map(({ round, alpha }) => `M${n(sx(round))} ${n(floor)}V${n(rate(Math.max(0, alpha)))}`)
      .join(""),
    heads: rows.map(({ round, alpha }) => ({
      x: sx(round),
      y: rate(Math.max(0, alpha)),
      isNow: round === now,
    })),
    slopes: lossScale === null ? [] : slopesOf(rows, sx, lossScale, Math.max(step * 0.5, 4)),
    bars: strips.moved === null ? "" : barsOf(rows, sx, strips.moved, { step, most: scales.moved }),
  };
}

function stripsOf(size: Size, scales: ChainScales): ChainFigure["strips"] {
  const has = { alpha: true, loss: scales.loss !== null, moved: scales.moved > 0 };
  const names = (["alpha", "loss", "moved"] as const).filter((name) => has[name]);
  const room = Math.max(10, size.height - BOTTOM - names.length * HEAD);
  const whole = names.reduce((sum, name) => sum + SHARES[name], 0);
  const found: { [name in "alpha" | "loss" | "moved"]?: PlotArea } = {};
  let top = HEAD - 3;
  for (const name of names) {
    const height = (room * SHARES[name]) / whole;
    found[name] = { left: LEFT, top, width: Math.max(10, size.width - LEFT - RIGHT), height };
    top += height + HEAD;
  }
  return { alpha: found.alpha!, loss: found.loss ?? null, moved: found.moved ?? null };
}

const n = (value: number) => Math.round(value * 10) / 10;
const upward = (area: PlotArea, range: Range) => linearScale(range, area.top + area.height, area.top);

function slopesOf(rows: readonly ChainRow[], sx: Scale, sy: Scale, half: number): ChainFigure["slopes"] {
  return rows.flatMap(({ round, before, after }) => {
    if (!Number.isFinite(before) || !Number.isFinite(after)) return [];
    const path = `M${n(sx(round) - half)} ${n(sy(before))}L${n(sx(round))} ${n(sy(after))}`;
    return [{ path, isDown: after <= before, isNow: round === rows.length }];
  });
}

function barsOf(
  rows: readonly ChainRow[],
  sx: Scale,
  area: PlotArea,
  { step, most }: { readonly step: number; readonly most: number },
): string {
  const width = Math.min(10, Math.max(1, step * 0.7));
  const floor = area.top + area.height;
  return rows
    .map(({ round, moved }) => {
      if (!(moved > 0)) return "";
      const height = Math.min(area.height, Math.max(1, (moved / most) * area.height));
      return `M${n(sx(round) - width / 2)} ${n(floor)}v${n(-height)}h${n(width)}v${n(height)}z`;
    })
    .join("");
}
