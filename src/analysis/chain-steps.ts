import type { NetState } from "../boosting/learners/net/net.ts";
import type { RoundRecord } from "../boosting/round-record.ts";

/** As recorded: index = round. */
interface KeptRound {
  readonly record: RoundRecord | null;
}

const known = new WeakMap<RoundRecord, Float64Array | null>();

/**
 * How far each net went in the corrective step of a round: the length of its parameters' change over their length before;
 * null where the round had no step.
 */
export function movesIn(rounds: readonly KeptRound[], round: number): Float64Array | null {
  const record = rounds[round]?.record ?? null;
  if (record?.correction === undefined) return null;
  const held = known.get(record);
  if (held !== undefined) return held;
  const before = statesBefore(rounds, round);
  const moves = Float64Array.from(record.correction.nets, (after, m) => {
    const net = before[m];
    return net === undefined ? Number.NaN : moveBetween(net.parameters, after.parameters);
  });
  known.set(record, moves);
  return moves;
}

/** All nets as they were when a round's corrective step began. */
function statesBefore(rounds: readonly KeptRound[], round: number): (NetState | undefined)[] {
  let corrected = round - 1;
  while (corrected > 0 && rounds[corrected]?.record?.correction === undefined) corrected--;
  const last = rounds[corrected]?.record?.correction?.nets ?? [];
  return Array.from({ length: round }, (_, m) => {
    if (m < last.length) return last[m];
    const learner = rounds[m + 1]?.record?.learners[0]?.learner;
    return learner?.kind === "net" ? learner.net : undefined;
  });
}

function moveBetween(before: Float32Array, after: Float32Array): number {
  let moved = 0;
  let size = 0;
  before.forEach((value, i) => {
    const step = after[i]! - value;
    moved += step * step;
    size += value * value;
  });
  return size > 0 ? Math.sqrt(moved / size) : 0;
}

/** What each net counts after a round. */
export function weightsAfter(rounds: readonly KeptRound[], round: number): number[] {
  const weights: number[] = [];
  for (let at = 1; at <= round; at++) {
    const record = rounds[at]?.record;
    if (!record) continue;
    weights[at - 1] = record.learners[0]?.weight ?? 0;
    for (const change of record.weightChanges) weights[change.round - 1] = change.weight;
  }
  return weights;
}
