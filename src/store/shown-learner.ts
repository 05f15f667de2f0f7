import type { RoundRecord } from "../boosting/round-record.ts";
import { shownClass } from "../figures/targets.ts";
import type { RunView } from "./run-view.ts";

/** Which learner of a round is shown: the chosen one as far as there is one, else that of the selected row's class. */
export function shownLearner(
  view: Pick<RunView, "start" | "learner" | "selectedRow">,
  { learners }: RoundRecord,
): number {
  const { kind, scoreCount, link } = view.start.header.outputs;
  const hasClasses = kind === "classes" && scoreCount > 1;
  const shown = hasClasses ? shownClass(view.start, view.selectedRow) : 0;
  const output = link === "baseline-softmax" ? shown - 1 : shown;
  const natural = Math.max(
    0,
    learners.findIndex((one) => one.output === output),
  );
  return Math.max(0, Math.min(view.learner ?? natural, learners.length - 1));
}
