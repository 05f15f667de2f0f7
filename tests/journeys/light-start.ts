import { experimentToFragment } from "../../src/share/share-link.ts";
import { startingExperiment } from "../../src/store/starting-experiment.ts";

/**
 * The experiment of a first visit with nets that ask for little arithmetic, as the fragment of an address. In some
 * sandboxes Firefox computes inexact numbers a hundred times slower than elsewhere: what the page does is to be seen there,
 * not how long its nets take.
 */
export function lightStart(): string {
  const experiment = startingExperiment();
  const light = { hidden_units: 2, min_steps: 8, corrective_step: "off" };
  const runs = experiment.runs.map((run) =>
    run.engine === "grownet" ? { ...run, values: { ...run.values, ...light } } : run,
  );
  return experimentToFragment({ ...experiment, runs });
}
