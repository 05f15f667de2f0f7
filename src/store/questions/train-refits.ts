import { canonicalJson } from "../../core/canonical-json.ts";
import { createRandomSource } from "../../core/random.ts";
import type { Table } from "../../core/table.ts";
import { uniqueColumnNames } from "../../data/column-names.ts";
import type { RowSplit } from "../../data/split-rows.ts";
import { prepareSplit } from "../../experiment/prepare-data.ts";
import type { Experiment, RunSpec } from "../../experiment/spec.ts";
import { questionWords } from "../../words/questions.ts";
import { trainOnce } from "../comparison/train-once.ts";
import { experimentOfRun } from "../experiment-of.ts";
import type { Lab } from "../lab.ts";
import type { LabState, RunEntry, Setup } from "../lab-state.ts";
import { questionsOf, workThrough } from "./question-work.ts";
import { createRefitGatherer, type RefitOutcome } from "./refit-result.ts";

/** Of the training rows, drawn without replacement: as many as a bootstrap sample holds of different rows. */
export const REFIT_SHARE = 0.632;

export interface WantedRefit {
  readonly run: RunEntry;
  readonly refit: number;
  readonly name: string;
  readonly key: string;
}

/** Subset by subset, so that all runs can be compared early. */
export function wantedRefits(
  { setup, runs }: Pick<LabState, "setup" | "runs">,
  refits: number,
): WantedRefit[] {
  const shown = runs.filter((run) => run.shown);
  return Array.from({ length: refits }, (_, refit) =>
    shown.map((run) => ({
      run,
      refit,
      name: questionWords.refits.name(run.name, refit + 1),
      key: canonicalJson({ experiment: experimentOfRun(setup, run.spec), refit }),
    })),
  ).flat();
}

export function stillWantedRefits(lab: Lab, all: readonly WantedRefit[]): WantedRefit[] {
  const { refits } = questionsOf(lab).getState();
  return all.filter(({ key }) => !refits.has(key));
}

/** The table with one more column that names the set of each row; its training rows are a seeded part of the split's. */
export function tableOfRefit(
  table: Table,
  { split, seed, refit }: { readonly split: RowSplit; readonly seed: number; readonly refit: number },
): { readonly table: Table; readonly column: string } {
  const random = createRandomSource(seed, "refit");
  const draws = Float64Array.from(split.train, (row) => random.uniform(row, refit));
  const order = Array.from(split.train, (_, place) => place);
  order.sort((left, right) => draws[left] - draws[right] || left - right);
  const count = Math.max(2, Math.round(REFIT_SHARE * split.train.length));
  const codes = new Int32Array(table.rowCount).fill(-1);
  for (const place of order.slice(0, count)) codes[split.train[place]] = 0;
  [split.validation, split.test, split.calibration].forEach((rows, set) => {
    for (const row of rows) codes[row] = set + 1;
  });
  const names = table.columns.map(({ name }) => name);
  const column = uniqueColumnNames([...names, "set"]).names.at(-1) ?? "set";
  const dictionary = ["train", "validation", "test", "calibration"];
  return {
    column,
    table: { ...table, columns: [...table.columns, { kind: "text", name: column, codes, dictionary }] },
  };
}

/** The experiment of one refit: the same run, but that the column says what trains. */
export function experimentOfRefit(setup: Setup, spec: RunSpec, column: string): Experiment {
  const { data } = setup;
  return experimentOfRun(
    {
      ...setup,
      data: { ...data, fingerprint: null, ignored: [...data.ignored, column] },
      split: {
        kind: "column",
        column,
        validation: 0,
        test: 0,
        calibration: 0,
        duplicatesTogether: false,
      },
    },
    spec,
  );
}

let tables = 0;

/** Refits every shown run on parts of its training rows. What is known is not trained again; what was finished stays. */
export async function trainRefits(lab: Lab, refits: number, signal: AbortSignal): Promise<void> {
  const { data, setup, runs } = lab.store.getState();
  if (data.status !== "ready") return;
  const questions = questionsOf(lab);
  const wanted = stillWantedRefits(lab, wantedRefits({ setup, runs }, refits));
  const { training } = lab.services;
  const tableId = `refit/${++tables}`;
  let split: RowSplit | null = null;
  let put: { readonly refit: number; readonly column: string } | null = null;
  try {
    await workThrough(lab, { question: "refits", wanted }, async ({ run, refit, key }) => {
      try {
        split ??= await prepareSplit(setup, data.table);
      } catch (thrown) {
        return { problem: thrown instanceof Error ? thrown.message : questionWords.refits.noSplit };
      }
      if (split.test.length === 0) return { problem: questionWords.refits.noTest };
      if (put?.refit !== refit) {
        const made = tableOfRefit(data.table, { split, seed: setup.seed, refit });
        if (put !== null) await training.dropTable(tableId);
        const sent = await training.putTable(tableId, made.table);
        if (!sent.ok) return { problem: sent.error.message };
        put = { refit, column: made.column };
      }
      const experiment = experimentOfRefit(setup, run.spec, put.column);
      const outcome = await trainRefit(lab, { experiment, tableId }, signal);
      if (outcome === null) return null;
      questions.setState((state) => ({ refits: new Map(state.refits).set(key, outcome) }));
      return "done";
    });
  } finally {
    if (put !== null) void training.dropTable(tableId);
  }
}

async function trainRefit(
  lab: Lab,
  request: { readonly experiment: Experiment; readonly tableId: string },
  signal: AbortSignal,
): Promise<RefitOutcome | null> {
  // Made with the start, before any round arrives.
  const gathered: ReturnType<typeof createRefitGatherer>[] = [];
  const outcome = await trainOnce(lab, request, {
    signal,
    onStart: (start) => gathered.push(createRefitGatherer(start)),
    onRounds: (rounds) => gathered[0].add(rounds),
  });
  if (outcome === null) return null;
  if (!outcome.ok) return { ok: false, message: outcome.error.message };
  return { ok: true, value: await gathered[0].result() };
}
