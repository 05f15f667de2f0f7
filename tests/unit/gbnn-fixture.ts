import type { TrainingJob } from "../../src/boosting/engines/engine.ts";
import { gbnnEngine } from "../../src/boosting/engines/gbnn/engine.ts";
import { gbnnMeta } from "../../src/boosting/engines/gbnn/meta.ts";
import type { ModelHeader } from "../../src/boosting/model-file.ts";
import type { RoundRecord } from "../../src/boosting/round-record.ts";
import type { Backend } from "../../src/compute/backend.ts";
import { jsBackend } from "../../src/compute/js/js-backend.ts";
import type { Dataset } from "../../src/core/dataset.ts";
import { cos } from "../../src/core/deterministic-math.ts";
import type { Host } from "../../src/core/host.ts";
import type { ParamValues } from "../../src/core/params.ts";
import { createRandomSource } from "../../src/core/random.ts";
import { resolveValues } from "../../src/core/resolve-params.ts";
import type { Task } from "../../src/core/task.ts";

const OBJECTIVES = {
  regression: "reg:squarederror",
  binary: "binary:logistic",
  multiclass: "multi:softprob",
} as const;

export type NetTask = keyof typeof OBJECTIVES;
export const netTasks = Object.keys(OBJECTIVES) as NetTask[];

/** A wave over two numbers, one with holes, and a category; as numbers or cut into two or three classes. */
export function makeRows(task: NetTask, rowCount: number, purpose: string): Dataset {
  const random = createRandomSource(1, purpose);
  const column = (k: number) => Float32Array.from({ length: rowCount }, (_, row) => random.uniform(row, k));
  const [x0, x1] = [column(0), column(1)];
  const codes = Int32Array.from({ length: rowCount }, (_, row) => Math.floor(3 * random.uniform(row, 2)));
  const wave = Float64Array.from(x0, (x, row) => {
    const noise = random.uniform(row, 3) - 0.5;
    return 10 * (cos(5 * x) + x1[row]! + (codes[row] === 1 ? 1 : 0) + noise / 2);
  });
  const cuts = { regression: [], binary: [8], multiclass: [4, 12] }[task];
  return {
    id: purpose,
    rowCount,
    rowIds: Uint32Array.from({ length: rowCount }, (_, row) => row),
    features: [
      { kind: "numeric", name: "x0", values: x0 },
      {
        kind: "numeric",
        name: "x1",
        values: x1.map((x, row) => (random.uniform(row, 4) < 0.1 ? Number.NaN : x)),
      },
      { kind: "categorical", name: "c", codes, categories: ["a", "b", "c"] },
    ],
    target: {
      outputCount: 1,
      values: task === "regression" ? wave : wave.map((y) => cuts.filter((cut) => y > cut).length),
      ...(task !== "regression" && { classNames: ["low", "middle", "high"].slice(0, cuts.length + 1) }),
    },
  };
}

export function jobOf(task: NetTask, given: ParamValues, changes: Partial<TrainingJob> = {}): TrainingJob {
  return {
    task: task satisfies Task,
    train: makeRows(task, 240, "train"),
    watch: [makeRows(task, 100, "watch")],
    objective: OBJECTIVES[task],
    distribution: null,
    score: null,
    values: resolveValues(gbnnMeta.params, { learning_rate: 0.5, ...given }, "values"),
    rounds: 8,
    seed: 4,
    ...changes,
  };
}

export const plainHost: Host = { now: () => 0, pause: () => undefined, stopped: false };

export interface Trained {
  readonly header: ModelHeader;
  readonly records: RoundRecord[];
  /** Raw scores of training rows and watched rows after each round, round 0 first. */
  readonly scores: Float64Array[][];
}

export async function train(
  job: TrainingJob,
  backend: Backend = jsBackend,
  host = plainHost,
): Promise<Trained> {
  const training = await gbnnEngine.open(job, backend, host);
  const copy = () => training.scores.map(({ values }) => Float64Array.from(values));
  const trained: Trained = {
    header: {
      outputs: training.start.outputs,
      baseScores: [...training.start.baseScores],
      inputs: training.start.inputs,
    } as unknown as ModelHeader,
    records: [],
    scores: [copy()],
  };
  for await (const { record } of training.rounds()) {
    trained.records.push(record);
    trained.scores.push(copy());
  }
  training.dispose();
  return trained;
}
