import type { RoundRecord } from "../boosting/round-record.ts";
import type { RunStart } from "../experiment/recording.ts";
import { shownClass } from "../figures/targets.ts";
import type { RunView } from "./run-view.ts";

type Shown = Pick<RunView, "start" | "learner" | "selectedRow" | "target">;

/** The raw score column of the shown target, or of the selected row's class. */
function columnOfRow(view: Shown): number {
  const { kind, scoreCount, link, outputNames } = view.start.header.outputs;
  if (outputNames !== undefined) return Math.min(view.target, scoreCount - 1);
  const hasClasses = kind === "classes" && scoreCount > 1;
  const shown = hasClasses ? shownClass(view.start, view.selectedRow) : 0;
  return link === "baseline-softmax" ? shown - 1 : shown;
}

/** A net of several outputs is one learner, and is shown one output at a time. */
function hasAllOutputs({ learners }: RoundRecord): boolean {
  return learners.length === 1 && learners[0].output === "all";
}

/** How many views of a round one can choose between: its learners, or the outputs of its only one. */
export function choiceCount({ header }: Pick<RunStart, "header">, record: RoundRecord): number {
  return hasAllOutputs(record) ? header.outputs.scoreCount : record.learners.length;
}

/** Which of them is shown: the chosen one as far as there is one, else that of the selected row's class. */
export function shownChoice(view: Shown, record: RoundRecord): number {
  const output = columnOfRow(view);
  const natural = hasAllOutputs(record) ? output : record.learners.findIndex((one) => one.output === output);
  return Math.max(0, Math.min(view.learner ?? Math.max(0, natural), choiceCount(view.start, record) - 1));
}

/** Which learner of a round is shown. */
export function shownLearner(view: Shown, record: RoundRecord): number {
  return hasAllOutputs(record) ? 0 : shownChoice(view, record);
}

/** Raw score column that the shown learner is fitted to. */
export function shownColumn(view: Shown, record: RoundRecord): number {
  const choice = shownChoice(view, record);
  if (hasAllOutputs(record)) return choice;
  const output = record.learners[choice]?.output ?? 0;
  return output === "all" ? 0 : output;
}
