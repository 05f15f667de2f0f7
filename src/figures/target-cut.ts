import { distributionById, jointById } from "../boosting/distributions/index.ts";
import type { ModelOutputs } from "../boosting/outputs.ts";
import type { RoundRecord } from "../boosting/round-record.ts";
import type { RecordedRound, RunStart } from "../experiment/recording.ts";
import { type Seen, targetNamesOf } from "./one-target.ts";

/**
 * Of a run on several targets what `atTarget` shows. A round's trees of other targets are left out, and nets, whose outputs
 * belong to all. Of a joint distribution it is a run of the target's marginal; trees of its mean are kept, since its spread is
 * no tree's alone.
 */
export function cutTarget(run: Seen, target: number): Seen {
  const names = targetNamesOf(run.start);
  const at = Math.min(target, names.length - 1);
  const start = startAt(run.start, at, names);
  return { start, rounds: roundsAt(run.rounds, at, run.start.header.outputs) };
}

const starts = new WeakMap<RunStart, Map<number, RunStart>>();

function startAt(whole: RunStart, at: number, names: readonly string[]): RunStart {
  return known(starts, whole, at, () => {
    const { header, followed } = whole;
    const { outputNames: _, ...outputs } = header.outputs;
    const own = marginalAt(header.outputs, at);
    const { further: __, ...target } = header.encoder.target;
    return {
      ...whole,
      header: {
        ...header,
        outputs: { ...outputs, scoreCount: 1 },
        baseScores: [header.baseScores[at]],
        ...(own !== null && {
          outputs: { ...outputs, ...own.outputs },
          loss: { distribution: own.outputs.distribution, score: "log" },
          baseScores: own.of(header.baseScores, 0),
        }),
        encoder: { ...header.encoder, target: { ...target, name: names[at] } },
      },
      followed: { ...followed, target: column(followed.target, at, names.length) },
    };
  });
}

const lists = new WeakMap<readonly RecordedRound[], Map<number, RecordedRound[]>>();

function roundsAt(
  whole: readonly RecordedRound[],
  at: number,
  outputs: ModelOutputs,
): readonly RecordedRound[] {
  const own = known(lists, whole, at, () => []);
  for (let round = own.length; round < whole.length; round++) own.push(roundAt(whole[round], at, outputs));
  return own;
}

/** Cut out when they are looked at: few rounds of a recording are. */
function roundAt(whole: RecordedRound, at: number, outputs: ModelOutputs): RecordedRound {
  const { scoreCount: count } = outputs;
  const own = (all: Float32Array) => {
    const marginal = marginalAt(outputs, at);
    if (marginal === null) return column(all, at, count);
    return Float32Array.from(
      Array.from({ length: all.length / count }, (_, row) => marginal.of(all, row * count)).flat(),
    );
  };
  const scores = once(() => own(whole.scores));
  const probeScores = once(() => whole.probeScores && own(whole.probeScores));
  const part = (all: Float32Array | null) =>
    all?.subarray((at * all.length) / count, ((at + 1) * all.length) / count) ?? null;
  return {
    round: whole.round,
    record: whole.record && recordAt(whole.record, at),
    metrics: whole.metrics,
    elapsedMs: whole.elapsedMs,
    gradient: part(whole.gradient),
    hessian: part(whole.hessian),
    get scores() {
      return scores();
    },
    get probeScores() {
      return probeScores();
    },
  };
}

/** Of a joint distribution what the target's own is, and how its parameters follow; null = scores are the targets'. */
function marginalAt({ kind, distribution, outputNames }: ModelOutputs, at: number) {
  if (kind !== "joint") return null;
  const { marginal, marginalTheta } = jointById(distribution!, outputNames!.length);
  const { length: scoreCount } = distributionById(marginal).parameters;
  return {
    outputs: { kind: "distribution", link: "distribution", distribution: marginal, scoreCount } as const,
    of: (theta: Float32Array | readonly number[], from: number) => marginalTheta(theta, from, at),
  };
}

function recordAt(whole: RoundRecord, at: number): RoundRecord {
  const learners = whole.learners.filter(({ output }) => output === at);
  return { ...whole, learners: learners.map((one) => ({ ...one, output: 0 })) };
}

function column<T extends Float32Array | Float64Array>(all: T, at: number, count: number): T {
  const own = all.slice(0, all.length / count);
  for (let row = 0; row < own.length; row++) own[row] = all[row * count + at];
  return own as T;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function known<Key extends object, Value>(
  all: WeakMap<Key, Map<number, Value>>,
  key: Key,
  at: number,
  make: () => Value,
): Value {
  const ofKey = all.get(key) ?? new Map<number, Value>();
  all.set(key, ofKey);
  const value = ofKey.get(at) ?? make();
  ofKey.set(at, value);
  return value;
}
