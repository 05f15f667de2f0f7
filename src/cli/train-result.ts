import type { Backend } from "../compute/backend.ts";
import type { RunStart } from "../experiment/recording.ts";
import type { RunEnded } from "../experiment/run-events.ts";
import { conformalLines, onlineLines } from "./conformal-text.ts";
import { type TestReport, testReportLines } from "./distribution-text.ts";

export interface TrainedRun {
  /** As it was asked for: an id or an alias. */
  readonly engine: string;
  readonly seed: number;
  readonly backend: Backend;
  readonly start: RunStart;
  readonly ended: RunEnded;
  readonly modelSha256: string;
  /** Of a model of distributions with test rows. */
  readonly distribution: TestReport | null;
  readonly milliseconds: { readonly read: number; readonly predict: number };
  readonly notes: readonly string[];
}

/** What `train --json` prints. A metric that is not defined (AUC of one class) is null. */
export function resultOf(run: TrainedRun) {
  const { start, ended, milliseconds } = run;
  const { loss } = start.header;
  const { end, metrics, confusion } = ended;
  return {
    engine: run.engine,
    ...("objective" in loss
      ? { objective: loss.objective }
      : { objective: null, distribution: loss.distribution, score: loss.score }),
    rounds: end.rounds,
    bestRound: end.keptRounds,
    seed: run.seed,
    backend: run.backend.id,
    threads: run.backend.threads,
    rows: {
      train: start.rowCounts.train,
      valid: start.rowCounts.validation,
      test: start.rowCounts.test,
    },
    metrics: { train: metrics.train, valid: metrics.validation, test: metrics.test },
    ...(confusion !== null && {
      confusion: {
        classNames: confusion.classNames,
        train: confusion.counts.train,
        valid: confusion.counts.validation,
        test: confusion.counts.test,
      },
    }),
    ...run.distribution,
    ...(end.conformal !== undefined && { conformal: end.conformal }),
    ...(end.onlineConformal !== undefined && { onlineConformal: end.onlineConformal }),
    milliseconds: {
      read: tenths(milliseconds.read),
      bin: tenths(end.milliseconds.bin),
      train: tenths(end.milliseconds.train),
      predict: tenths(milliseconds.predict),
    },
    modelSha256: run.modelSha256,
    notes: [...run.notes, ...start.notes],
  };
}

type TrainResult = ReturnType<typeof resultOf>;

/** The same for a person. */
export function summaryOf(result: TrainResult): string {
  const { rows, metrics } = result;
  const loss = result.objective ?? `${result.distribution}, ${result.score} score`;
  const sets = (["train", "valid", "test"] as const).filter((set) => rows[set] > 0);
  const kept = result.bestRound < result.rounds ? `, the first ${result.bestRound} are kept` : "";
  return [
    `${result.engine} (${loss}), seed ${result.seed}`,
    `${result.rounds} rounds${kept}`,
    ...sets.map((set) => {
      const values = Object.entries(metrics[set]).map(([id, value]) => `${id} ${value}`);
      return `${set.padEnd(5)} ${String(rows[set]).padStart(8)} rows  ${values.join("  ")}`;
    }),
    ...testReportLines(result),
    ...(result.conformal === undefined ? [] : conformalLines(result.conformal)),
    ...(result.onlineConformal === undefined ? [] : onlineLines(result.onlineConformal)),
    `model ${result.modelSha256}`,
    ...result.notes.map((note) => `note: ${note}`),
  ].join("\n");
}

function tenths(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}
