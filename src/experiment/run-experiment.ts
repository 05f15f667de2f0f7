import { noValidationRows } from "./no-validation-rows.ts";
import type { PreparedData } from "./prepare-data.ts";
import { resolveRun } from "./resolve-run.ts";
import type { RunContext, RunEvent, RunInput } from "./run-events.ts";
import { sharedPreparation } from "./shared-preparation.ts";
import type { Experiment } from "./spec.ts";
import { trainRun } from "./train-run.ts";

/**
 * The one way to train: page, worker, command line, tests and benchmark call it. Runs go one after the other; each
 * gives a start, its rounds and an end. Throws LabErrors; rounds given out before stay valid.
 */
export async function* runExperiment(
  experiment: Experiment,
  input: RunInput,
  context: RunContext,
): AsyncGenerator<RunEvent, void> {
  const runs = experiment.runs.map((run, index) => resolveRun(run, experiment.task, `runs[${index}]`));
  if (runs.some(({ meta }) => meta.learner === "tree")) {
    const { rowCount, columns } = input.table;
    context.backend.expect?.({ rowCount, featureCount: columns.length });
  }
  let prepared: PreparedData | null = null;
  let preparedFor: readonly string[] = [];
  for (const [runIndex, run] of runs.entries()) {
    const { without } = experiment.runs[runIndex]!;
    if (prepared === null || without.join("\n") !== preparedFor.join("\n")) {
      const { table, testTable = null } = input;
      prepared = await sharedPreparation({ experiment, without, table, testTable });
      preparedFor = without;
    }
    if (run.earlyStopping !== null && prepared.sets.validation.rowCount === 0)
      throw noValidationRows(runIndex);
    yield* trainRun({ experiment, run, runIndex, prepared, input, context });
  }
}
