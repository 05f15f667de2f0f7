import type { Backend } from "../../../compute/backend.ts";
import type { Host } from "../../../core/host.ts";
import type { MemberHeader } from "../../model-file.ts";
import { objectiveStart } from "../../objective-start.ts";
import type { GradientPairs, RawScores } from "../../raw-scores.ts";
import type { RoundRecord } from "../../round-record.ts";
import { logLossWeights, squaredErrorWeights } from "../../stack-weights.ts";
import type { Engine, RoundReport, Training, TrainingJob } from "../engine.ts";
import { membersOf } from "./member-rounds.ts";
import { type MemberRun, openMembers, stepAll } from "./member-run.ts";
import { mixable, mixedScores } from "./mix.ts";

/** Steps of EM in a round: it begins where the last round's ended, so that they add up. */
const EM_STEPS = 200;
/** Share of equal weights in that beginning: EM never leaves 0. */
const EQUAL_SHARE = 0.1;

/** Opens every member on all training rows, and once more without each fold. */
export async function openStack(
  engines: readonly Engine[],
  job: TrainingJob,
  backend: Backend,
  host: Host,
): Promise<Training> {
  const { bound, outputs, baseScores } = await objectiveStart(job);
  const { members, folds } = job.stack!;
  const began = host.now();
  const { whole, byFold } = await openMembers({ engines, job, backend, host });
  const headers: MemberHeader[] = members.map((member, k) => {
    const { start } = whole[k]!.training;
    return {
      ...member,
      outputs: start.outputs,
      baseScores: Array.from(start.baseScores),
      ...(start.inputs && { inputs: start.inputs }),
    };
  });
  const { rowCount, target, weights: rowWeights } = job.train;
  const isPoint = outputs.kind === "point";
  const width = isPoint ? 1 : (target.classNames?.length ?? 0);
  const records: RoundRecord[] = [...(job.past ?? [])];
  const fitted: GradientPairs = {
    rowCount,
    outputCount: baseScores.length,
    gradient: new Float32Array(rowCount * baseScores.length),
    hessian: new Float32Array(rowCount * baseScores.length),
  };
  const numbersOf = ({ training }: MemberRun, set: number) =>
    mixable(training.start.outputs, training.scores[set]!);

  /** What members that never saw a row predict for it, in the order of the training rows. */
  function outOfFold(member: number): Float64Array {
    const numbers = new Float64Array(rowCount * width);
    folds.forEach(({ places }, fold) => {
      const held = numbersOf(byFold[fold]![member]!, 1);
      places.forEach((place, row) => {
        for (let k = 0; k < width; k++) numbers[place * width + k] = held[row * width + k]!;
      });
    });
    return numbers;
  }

  function fittedWeights(before: readonly number[] | null): number[] {
    const seen = members.map((_, member) => outOfFold(member));
    if (isPoint) return Array.from(squaredErrorWeights(seen, target.values, { rowWeights }));
    const ofTruth = seen.map((numbers) => target.values.map((label, row) => numbers[row * width + label]!));
    const equal = 1 / members.length;
    const from = before?.map((weight) => (1 - EQUAL_SHARE) * weight + EQUAL_SHARE * equal);
    const start = from && Float64Array.from(from);
    return Array.from(logLossWeights(ofTruth, { rowWeights, from: start, steps: EM_STEPS }));
  }

  /** Of the training rows and all that are watched, by the members as they stand. */
  function scoresBy(weights: readonly number[] | null): RawScores[] {
    return [job.train, ...job.watch].map((data, set) =>
      weights === null
        ? constant(baseScores, data.rowCount)
        : mixedScores(
            outputs,
            whole.map((member) => numbersOf(member, set)),
            weights,
          ),
    );
  }

  const weightsNow = () => {
    const last = records.at(-1);
    return last === undefined ? null : membersOf(last).weights;
  };
  let scores = scoresBy(weightsNow());

  async function* rounds(): AsyncGenerator<RoundReport, void> {
    // The folds' rounds are kept nowhere: a run that goes on trains them again, to the same bits.
    for (let past = 0; past < records.length; past++) {
      for (const fold of byFold) if ((await stepAll(fold, host)) === null) return;
    }
    for (let round = records.length + 1; round <= job.rounds && !host.stopped; round++) {
      bound.gradients(scores[0]!.values, { round }, fitted);
      for (const fold of byFold) if ((await stepAll(fold, host)) === null) return;
      const own = await stepAll(whole, host);
      if (own === null || own.every((record) => record === null)) return;
      const weights = fittedWeights(weightsNow());
      const record: RoundRecord = {
        round,
        learners: [{ learner: { kind: "members", rounds: own, weights }, output: "all", weight: 1 }],
        scale: 1,
        weightChanges: [],
        draws: { rowCount: 1 },
        quantisation: [],
      };
      records.push(record);
      scores = scoresBy(weights);
      yield { record, scores, fitted };
    }
  }

  return {
    start: {
      outputs,
      baseScores,
      members: headers,
      binMs: host.now() - began,
      notes: whole.flatMap(({ training }) => training.start.notes),
    },
    get scores() {
      return scores;
    },
    rounds,
    inspect: () => Promise.reject(new TypeError("A stack has no nodes to look into.")),
    dispose: () => {
      for (const { training } of [...whole, ...byFold.flat()]) training.dispose();
    },
  };
}

function constant(baseScores: Float64Array, rowCount: number): RawScores {
  const outputCount = baseScores.length;
  const values = new Float64Array(rowCount * outputCount);
  for (let row = 0; row < rowCount; row++) values.set(baseScores, row * outputCount);
  return { rowCount, outputCount, values };
}
