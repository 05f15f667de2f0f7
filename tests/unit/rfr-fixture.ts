import type { RoundReport, TrainingJob } from "../../src/boosting/engines/engine.ts";
import { rfrboostEngine } from "../../src/boosting/engines/rfrboost/engine.ts";
import { rfrboostMeta } from "../../src/boosting/engines/rfrboost/meta.ts";
import type { Backend } from "../../src/compute/backend.ts";
import { jsBackend } from "../../src/compute/js/js-backend.ts";
import type { Dataset } from "../../src/core/dataset.ts";
import { normalQuantile } from "../../src/core/deterministic-math.ts";
import type { Host } from "../../src/core/host.ts";
import type { ParamValues } from "../../src/core/params.ts";
import { createRandomSource } from "../../src/core/random.ts";
import { resolveValues } from "../../src/core/resolve-params.ts";

export const quietHost: Host = { now: () => 0, pause: () => undefined, stopped: false };

/** Rows with standard normal columns; `label` says the target. */
export function madeRows(
  rowCount: number,
  columns: number,
  seed: number,
  label: (x: readonly number[], noise: number) => number,
  classNames?: readonly string[],
): Dataset {
  const random = createRandomSource(seed, "rows");
  const draw = (row: number, column: number) => normalQuantile(0.5 / 2 ** 32 + random.uniform(row, column));
  const features = Array.from({ length: columns }, (_, column) => ({
    kind: "numeric" as const,
    name: `x${column}`,
    values: Float32Array.from({ length: rowCount }, (_, row) => draw(row, column)),
  }));
  return {
    id: `rows ${seed}`,
    rowCount,
    rowIds: Uint32Array.from({ length: rowCount }, (_, row) => row),
    features,
    target: {
      outputCount: 1,
      values: Float64Array.from({ length: rowCount }, (_, row) =>
        label(
          features.map(({ values }) => values[row]!),
          draw(row, columns),
        ),
      ),
      ...(classNames && { classNames }),
    },
  };
}

export function rowsOf(data: Dataset, from: number, to: number): Dataset {
  return {
    ...data,
    id: `${data.id} ${from}`,
    rowCount: to - from,
    rowIds: data.rowIds.slice(from, to),
    features: data.features.map((column) =>
      column.kind === "numeric"
        ? { ...column, values: column.values.slice(from, to) }
        : { ...column, codes: column.codes.slice(from, to) },
    ),
    target: { ...data.target, values: data.target.values.slice(from, to) },
  };
}

export interface Wish {
  readonly values?: ParamValues;
  readonly rounds?: number;
  readonly objective?: string;
  readonly watch?: readonly Dataset[];
  readonly past?: TrainingJob["past"];
  readonly backend?: Backend;
  readonly host?: Host;
  readonly seed?: number;
}

export async function trainRfr(train: Dataset, wish: Wish = {}) {
  const objective = wish.objective ?? "reg:squarederror";
  const job: TrainingJob = {
    task: objective === "reg:squarederror" ? "regression" : "binary",
    train,
    watch: wish.watch ?? [],
    objective,
    distribution: null,
    score: null,
    values: resolveValues(rfrboostMeta.params, wish.values ?? {}, "values"),
    rounds: wish.rounds ?? 3,
    seed: wish.seed ?? 1,
    ...(wish.past && { past: wish.past }),
  };
  const training = await rfrboostEngine.open(job, wish.backend ?? jsBackend, wish.host ?? quietHost);
  const records: RoundReport["record"][] = [...(wish.past ?? [])];
  for await (const { record } of training.rounds()) records.push(record);
  const scores = training.scores.map(({ values }) => values.slice());
  return { training, records, scores, start: training.start };
}

export function rmse(scores: ArrayLike<number>, { target }: Dataset): number {
  let sum = 0;
  target.values.forEach((y, row) => {
    sum += (y - scores[row]!) ** 2;
  });
  return Math.sqrt(sum / target.values.length);
}
