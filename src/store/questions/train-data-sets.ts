import { canonicalJson } from "../../core/canonical-json.ts";
import type { ParamValues } from "../../core/params.ts";
import type { Task } from "../../core/task.ts";
import { sources } from "../../data/sources/index.ts";
import { rolesOf, type Source } from "../../data/sources/source.ts";
import type { RunSpec } from "../../experiment/spec.ts";
import { questionWords } from "../../words/questions.ts";
import { seedOf } from "../comparison/comparison.ts";
import { trainCurves } from "../comparison/train-curves.ts";
import { experimentOfRun } from "../experiment-of.ts";
import type { Lab } from "../lab.ts";
import type { RunEntry, Setup } from "../lab-state.ts";
import { dataOfSource, metricsFor, setupOfSource } from "../starting-experiment.ts";
import { keepCurves, stillWanted, type WantedCurves, workThrough } from "./question-work.ts";

export const DATA_SET_SEEDS = 2;
export const LEAST_DATA_SETS = 3;
export const MOST_DATA_SETS = 8;
/** Above so many rows a data set is chosen by hand only. */
const LARGE_ROWS = 2000;

/** Rows of the files; those of formulas stand with their parameters. */
const ROWS_OF_FILES: { readonly [source: string]: number } = {
  penguins: 344,
  wages: 534,
  boston: 506,
  bank: 4521,
  "bird-strikes": 10_000,
  weather: 2922,
};
/** Columns that train, by data set; of a formula's variants by their place. */
const FEATURES: { readonly [source: string]: readonly number[] } = {
  "heteroscedastic-sine": [1],
  friedman: [10, 4, 4],
  wages: [10],
  boston: [12],
  "piecewise-steps": [1],
  shapes: [2, 2, 2, 2, 2],
  bank: [15],
  "bird-strikes": [10],
  "hastie-10-2": [10],
  "noisy-labels": [2],
  "fairness-toy": [2],
  penguins: [6],
  weather: [6],
  "ranking-queries": [6],
  "three-curves": [1],
};
/** A query of the ranking toy has 8 to 20 documents. */
const DOCUMENTS = 14;

/** Formulas that make several data sets; each counts as one of its own. */
const VARIANTS: { readonly [source: string]: readonly ParamValues[] } = {
  friedman: [{}, { number: "2" }, { number: "3" }],
  shapes: [
    {},
    { shape: "circles" },
    { shape: "spirals" },
    { shape: "xor" },
    { shape: "spirals", classes: 3 },
  ],
};

export interface DataSetChoice {
  readonly id: string;
  readonly label: string;
  readonly source: Source;
  readonly values: ParamValues;
  /** About as many where a formula draws their number. */
  readonly rows: number;
  /** Cells that are trained on, rows times columns: what a training's time grows with. */
  readonly cells: number;
  readonly isLarge: boolean;
}

/** Every built-in data set of a task. */
export function dataSetsFor(task: Task): DataSetChoice[] {
  return sources
    .flatMap((source) =>
      (VARIANTS[source.id] ?? [{}]).map((values, at) => {
        const label = questionWords.dataSets.variants[source.id]?.[at] ?? source.label;
        const rows = rowsOf(source);
        return {
          id: `${source.id} ${at}`,
          label,
          source,
          values,
          rows,
          cells: rows * (FEATURES[source.id]?.[at] ?? Number.NaN),
          isLarge: rows > LARGE_ROWS,
        };
      }),
    )
    .filter(({ source, values }) => rolesOf(source, values).task === task);
}

function rowsOf(source: Source): number {
  if (source.kind === "sample") return ROWS_OF_FILES[source.id] ?? Number.NaN;
  const count = source.params.find(({ id }) => id === "n")?.default;
  const rows = typeof count === "number" ? count : Number.NaN;
  return source.id === "ranking-queries" ? DOCUMENTS * rows : rows;
}

/** What is chosen at first: as many small ones as are compared at most. */
export function usualDataSets(choices: readonly DataSetChoice[]): DataSetChoice[] {
  return choices.filter(({ isLarge }) => !isLarge).slice(0, MOST_DATA_SETS);
}

export interface WantedDataSet extends WantedCurves {
  readonly run: RunEntry;
  readonly choice: DataSetChoice;
  readonly repeat: number;
}

/** Data set by data set: the engine and settings of every run, on the data set's own roles and split. */
export function wantedDataSets(
  setup: Setup,
  runs: readonly RunEntry[],
  choices: readonly DataSetChoice[],
): WantedDataSet[] {
  return choices.flatMap((choice) =>
    Array.from({ length: DATA_SET_SEEDS }, (_, repeat) =>
      runs.map((run): WantedDataSet => {
        const seed = seedOf(setup, repeat);
        const own = setupOfSource(choice.source, seed);
        const { task } = setup;
        const metrics = metricsFor(task);
        const stopMetric =
          setup.stopMetric !== null && metrics.includes(setup.stopMetric) ? setup.stopMetric : null;
        const { stages: _past, ...whole } = run.spec;
        const spec: RunSpec = { ...whole, without: [] };
        const data = dataOfSource(choice.source, choice.values);
        const experiment = experimentOfRun({ ...own, task, data, metrics, stopMetric }, spec);
        return {
          run,
          choice,
          repeat,
          name: questionWords.dataSets.name(run.name, choice.label, `${seed}`),
          key: canonicalJson(experiment),
          experiment,
        };
      }),
    ).flat(),
  );
}

let tables = 0;

/** Trains what is not known yet; each table is made, sent and dropped again. */
export async function trainDataSets(
  lab: Lab,
  all: readonly WantedDataSet[],
  signal: AbortSignal,
): Promise<void> {
  const { training, data, pageUrl } = lab.services;
  const tableId = `data-set/${++tables}`;
  let put: DataSetChoice | null = null;
  try {
    await workThrough(
      lab,
      { question: "dataSets", wanted: stillWanted(lab, all) },
      async ({ choice, key, experiment }) => {
        if (put !== choice) {
          const made = await data.makeSource(choice.source.id, choice.values, pageUrl);
          if (signal.aborted) return null;
          if (!made.ok) return { problem: made.error.message };
          if (put !== null) await training.dropTable(tableId);
          const sent = await training.putTable(tableId, made.value.table);
          if (!sent.ok) return { problem: sent.error.message };
          put = choice;
        }
        const outcome = await trainCurves(lab, { experiment, tableId }, signal);
        if (outcome === null) return null;
        keepCurves(lab, key, outcome);
        return "done";
      },
    );
  } finally {
    if (put !== null) void training.dropTable(tableId);
  }
}
