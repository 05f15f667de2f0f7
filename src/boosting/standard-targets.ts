import type { Training, TrainingJob } from "./engines/engine.ts";
import { targetSpread } from "./learners/net/target-spread.ts";
import { objectiveStart } from "./objective-start.ts";
import type { GradientPairs, RawScores } from "./raw-scores.ts";

/**
 * Opens a training on several targets as a net wants them: each less its start, over its spread, so that no unit
 * outweighs another in weights that all targets share. Scores, starts and gradients are those of the targets themselves;
 * the spreads stand in the input layer.
 */
export async function openStandardised(
  job: TrainingJob,
  open: (job: TrainingJob) => Promise<Training>,
): Promise<Training> {
  const { target } = job.train;
  const count = target.outputCount;
  const { outputs, baseScores } = await objectiveStart(job);
  const spreads = Float64Array.from({ length: count }, (_, k) =>
    job.values.scale_target === false
      ? 1
      : targetSpread({ target: { outputCount: 1, values: column(target.values, k, count) } }),
  );
  const values = target.values.map((value, at) => (value - baseScores[at % count]!) / spreads[at % count]!);
  const inner = await open({
    ...job,
    train: { ...job.train, target: { ...target, values } },
    values: { ...job.values, base_score: 0 },
  });
  const toUnits = (from: RawScores, to: Float64Array) => {
    for (let at = 0; at < to.length; at++) {
      to[at] = baseScores[at % count]! + spreads[at % count]! * from.values[at]!;
    }
  };
  const own = inner.scores.map(({ values: all }) => new Float64Array(all.length));
  const update = (from: readonly RawScores[]) => {
    from.forEach((set, i) => {
      toUnits(set, own[i]!);
    });
  };
  const scores = inner.scores.map(({ rowCount }, i) => ({ rowCount, outputCount: count, values: own[i]! }));
  update(inner.scores);
  return {
    ...inner,
    start: { ...inner.start, outputs, baseScores, inputs: { ...inner.start.inputs!, spreads: [...spreads] } },
    scores,
    async *rounds() {
      for await (const report of inner.rounds()) {
        update(report.scores);
        yield { record: report.record, scores, fitted: inUnits(report.fitted, spreads) };
      }
    },
  };
}

function column(values: Float64Array, k: number, count: number): Float64Array {
  return Float64Array.from({ length: values.length / count }, (_, row) => values[row * count + k]!);
}

/** Of 1/2 (s z - y)^2 by s z: s times the gradient by z, and the same hessian. */
function inUnits(
  { rowCount, outputCount, gradient, hessian }: GradientPairs,
  spreads: Float64Array,
): GradientPairs {
  return {
    rowCount,
    outputCount,
    gradient: gradient.map((value, at) => value * spreads[Math.floor(at / rowCount)]!),
    hessian,
  };
}
