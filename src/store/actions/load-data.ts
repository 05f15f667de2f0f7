import type { ParamValues } from "../../core/params.ts";
import type { Table } from "../../core/table.ts";
import type { ReadResult, SourceResult } from "../../data/data-service.ts";
import { sourceById } from "../../data/sources/index.ts";
import { rolesOf } from "../../data/sources/source.ts";
import type { Experiment } from "../../experiment/spec.ts";
import { noticeWords } from "../../words/notices.ts";
import { stateOf } from "../create-lab.ts";
import { isTraining } from "../experiment-of.ts";
import type { Lab } from "../lab.ts";
import type { RunEntry, Setup } from "../lab-state.ts";
import { freshRun, nameForRun } from "../run-names.ts";
import { dataOfSource, metricsFor, setupOfSource, startingRuns } from "../starting-experiment.ts";
import { remember } from "./remember.ts";
import { abandon, trainAll } from "./train-run.ts";
import { addNotice } from "./update.ts";

/** Gets the table of the experiment on screen and trains every run on it. */
export async function loadExperimentData(lab: Lab): Promise<void> {
  const { source, fingerprint } = lab.store.getState().setup.data;
  if (source.kind !== "builtin") {
    const name = source.kind === "file" ? source.name : source.url;
    lab.store.setState({ data: { status: "wanted", name, described: null } });
    return;
  }
  const name = sourceById(source.id).label;
  lab.store.setState({ data: { status: "loading", name } });
  const made = await lab.services.data.makeSource(source.id, source.values, lab.services.pageUrl);
  if (lab.store.getState().setup.data.source !== source) return;
  if (!made.ok) {
    lab.store.setState({ data: { status: "failed", name, error: made.error } });
    return;
  }
  if (fingerprint !== null && fingerprint !== made.value.fingerprint) {
    addNotice(lab, {
      tone: "warn",
      code: null,
      text: noticeWords.dataChanged,
    });
  }
  takeTable(lab, name, made.value);
  trainUnasked(lab);
}

/** Trains what was opened, unless its cost is to be seen first. */
export function trainUnasked(lab: Lab): void {
  const { mayTrain } = lab;
  lab.mayTrain = null;
  if (mayTrain?.() !== false) trainAll(lab);
}

/** Makes a table the one that is trained on. Old recordings belong to another table and go. */
export function takeTable(lab: Lab, name: string, result: SourceResult | ReadResult): void {
  forgetRecordings(lab);
  const { table, report, fingerprint } = result;
  lab.store.setState((state) => ({
    data: { status: "ready", name, tableId: fingerprint, table, report },
    setup: { ...state.setup, data: { ...state.setup.data, fingerprint } },
    view: { ...state.view, selectedRow: middleRow(table, state.setup), fitMode: null },
  }));
}

/** A row that lies well inside the data, to be marked until the user picks another. */
function middleRow(table: Table, setup: Setup): number | null {
  const target = table.columns.find((column) => column.name === setup.data.target);
  if (target === undefined) return null;
  const known = (row: number) =>
    target.kind === "number" ? !Number.isNaN(target.values[row]) : target.codes[row] >= 0;
  for (let step = 0; step < table.rowCount; step++) {
    const row = (Math.floor(table.rowCount / 2) + step) % table.rowCount;
    if (known(row)) return row;
  }
  return null;
}

export function forgetRecordings(lab: Lab): void {
  for (const run of lab.store.getState().runs) {
    if (isTraining(run)) abandon(lab, run.id);
    lab.recordings.drop(run.id);
  }
  lab.store.setState((state) => ({
    runs: state.runs.map((run) => ({ ...freshRun(run), shown: run.shown, version: run.version + 1 })),
  }));
}

/** Opens a built-in data set with its own roles. Runs stay where their engine can do the task. */
export function chooseSource(lab: Lab, id: string): void {
  const source = sourceById(id);
  const { setup } = lab.store.getState();
  const fresh = setupOfSource(source, setup.seed);
  const { validation, test, calibration, conformal } = setup.split;
  lab.mayTrain = null;
  const split = { ...fresh.split, validation, test, calibration };
  const { level } = conformal ?? {};
  // not the method: those of classes are none of numbers
  const next = { ...fresh, split: level === undefined ? split : { ...split, conformal: { level } } };
  remember(lab, `source:${id}`);
  forgetRecordings(lab);
  lab.store.setState((state) => ({
    setup: next,
    runs: runsForTask(state.runs, next.task, state.setup.task),
    view: { ...state.view, dialog: null },
  }));
  void loadExperimentData(lab);
}

/** Changes a knob of the generated data set; the runs train again on what it makes. */
export function setSourceValue(lab: Lab, id: string, value: ParamValues[string]): void {
  const { source } = lab.store.getState().setup.data;
  if (source.kind !== "builtin") return;
  const found = sourceById(source.id);
  const described = found.params.find((param) => param.id === id);
  const { [id]: _, ...others } = source.values;
  const values = described?.default === value ? others : { ...others, [id]: value };
  const { task } = rolesOf(found, values);
  remember(lab, `source:${source.id} ${id}`);
  lab.store.setState((state) => {
    const setup = { ...state.setup, data: dataOfSource(found, values) };
    if (task === state.setup.task) return { setup };
    return {
      setup: { ...setup, task, metrics: metricsFor(task), stopMetric: null },
      runs: runsForTask(state.runs, task, state.setup.task),
    };
  });
  void loadExperimentData(lab);
}

/** Runs as they are when the task stays; else fresh ones that can do the new task. */
export function runsForTask(
  runs: readonly RunEntry[],
  task: Setup["task"],
  before: Setup["task"],
): RunEntry[] {
  if (task === before && runs.length > 0) return [...runs];
  const { rounds, earlyStopping } = runs[0]?.spec ?? { rounds: 120, earlyStopping: null };
  const fresh: RunEntry[] = [];
  for (const spec of startingRuns(task)) {
    const id = `run-${fresh.length + 1}`;
    const name = nameForRun(spec.engine, fresh);
    fresh.push(freshRun({ id, name, spec: { ...spec, rounds, earlyStopping } }));
  }
  return fresh;
}

interface Opening {
  /** Metrics that the experiment does not name stay unnamed. */
  readonly isComplete: boolean;
  readonly mayTrain: Lab["mayTrain"];
}

/** Replaces everything on screen by an experiment, e.g. from a link. */
export function openExperiment(lab: Lab, experiment: Experiment, { isComplete, mayTrain }: Opening): void {
  forgetRecordings(lab);
  lab.mayTrain = mayTrain;
  const { notices } = lab.store.getState();
  const completed =
    isComplete || experiment.metrics.length > 0
      ? experiment
      : { ...experiment, metrics: metricsFor(experiment.task) };
  lab.store.setState({ ...stateOf(completed), notices }, true);
  void loadExperimentData(lab);
}
