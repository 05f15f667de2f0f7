import type { BackendAttempt } from "../../compute/attempts.ts";
import type { Backend } from "../../compute/backend.ts";
import { type ErrorReport, LabError, type Outcome } from "../../core/errors.ts";
import type { Table } from "../../core/table.ts";
import { sourceById } from "../../data/sources/index.ts";
import type { RunEnd } from "../../experiment/recording.ts";
import type { Experiment } from "../../experiment/spec.ts";
import type { Lab } from "../lab.ts";
import { dataOfSource, setupOfSource, startingRun } from "../starting-experiment.ts";

/** What each way is given to do. */
export const measuredTask = { rows: 20_000, columns: 28, rounds: 30 } as const;

/** One way to compute, as it was measured here. */
export interface Measured {
  readonly id: Backend["id"];
  readonly threads: number;
  /** Binning and training, milliseconds; null = it could not be used. */
  readonly ms: number | null;
  readonly modelSha256: string | null;
  readonly error: ErrorReport | null;
}

export const measuredWays: readonly Backend["id"][] = ["js", "wasm", "webgpu"];

const TABLE = "speed";
/** Memory and compiled code are there the second time, as they are in a lab that trains again and again. */
const REPETITIONS = 2;
/** A way that takes longer is not asked again: nobody waits for the start of this one. */
const SLOW_MS = 5000;

/** Of one run on a table that is made up. */
export function experimentToMeasure(): Experiment {
  const source = sourceById("hastie-10-2");
  const values = { n: measuredTask.rows, noise_columns: measuredTask.columns - 10 };
  const { data, ...setup } = setupOfSource(source, 1);
  return {
    ...setup,
    data: { ...data, ...dataOfSource(source, values), fingerprint: null },
    split: { ...setup.split, validation: 0, test: 0 },
    runs: [
      {
        ...startingRun("gbdt", setup.task, { learning_rate: 0.1, max_depth: 6 }),
        rounds: measuredTask.rounds,
        earlyStopping: null,
      },
    ],
  };
}

interface Way {
  readonly way: Backend["id"];
  readonly runId: string;
  readonly table: Table;
}

function valueIn<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  const { code, message, facts } = outcome.error;
  throw new LabError(code, message, facts);
}

/**
 * Trains once; returns its end and the model's fingerprint. The table is put anew: runs of one table share its bins, and
 * each way has to make its own.
 */
async function trainOnce(lab: Lab, { way, runId, table }: Way) {
  const { training } = lab.services;
  valueIn(await training.putTable(TABLE, table));
  const experiment = experimentToMeasure();
  const start = valueIn(await training.start({ runId, tableId: TABLE, experiment, backend: way }));
  const records = [];
  let attempts: readonly BackendAttempt[] = [];
  let end: RunEnd | null = null;
  while (end === null) {
    const batch = valueIn(await training.next(runId));
    records.push(...batch.rounds.flatMap(({ record }) => (record === null ? [] : [record])));
    attempts = batch.attempts;
    if (batch.end !== null) end = valueIn(batch.end);
  }
  const { modelSha256 } = await import("../../interchange/model-json.ts");
  const model = { header: start.header, rounds: records, keptRounds: end.keptRounds };
  return { end, attempts, modelSha256: modelSha256(model) };
}

async function measureWay(
  lab: Lab,
  { way, table }: Omit<Way, "runId">,
  signal: AbortSignal,
): Promise<Measured> {
  const runId = `${TABLE}/${way}`;
  const found = { id: way, threads: 1, ms: null, modelSha256: null, error: null };
  try {
    let measured: Measured = found;
    for (let n = 0; n < REPETITIONS && !signal.aborted && !((measured.ms ?? 0) > SLOW_MS); n++) {
      const stop = () => void lab.services.training.stop(runId);
      signal.addEventListener("abort", stop);
      const { end, attempts, modelSha256 } = await trainOnce(lab, { way, runId, table });
      signal.removeEventListener("abort", stop);
      const { bin, train } = end.milliseconds;
      measured = { ...found, threads: attempts.at(-1)?.threads ?? 1, ms: bin + train, modelSha256 };
    }
    return measured;
  } catch (thrown) {
    if (!(thrown instanceof LabError)) throw thrown;
    const { code, message, facts } = thrown;
    return { ...found, error: { code, message, facts } };
  } finally {
    await lab.services.training.dispose(runId);
  }
}

/** Trains the same small experiment in every way, one after the other; tells of each when it is done. */
export async function measureTab(
  lab: Lab,
  {
    signal,
    onBegin,
    onDone,
  }: {
    readonly signal: AbortSignal;
    readonly onBegin: (way: Backend["id"]) => void;
    readonly onDone: (measured: Measured) => void;
  },
): Promise<void> {
  const { source } = experimentToMeasure().data;
  if (source.kind !== "builtin") return;
  onBegin(measuredWays[0]!);
  const made = valueIn(await lab.services.data.makeSource(source.id, source.values, lab.services.pageUrl));
  try {
    for (const way of measuredWays) {
      if (signal.aborted) return;
      onBegin(way);
      const measured = await measureWay(lab, { way, table: made.table }, signal);
      if (!signal.aborted) onDone(measured);
    }
  } finally {
    await lab.services.training.dropTable(TABLE);
  }
}
