import { useMemo } from "react";
import type { Predictions } from "../../boosting/outputs.ts";
import { predictionsOf } from "../../boosting/predictions.ts";
import { followedIndex, type ShownRows, shownRows } from "../../figures/followed-rows.ts";
import type { RunView } from "../../store/run-view.ts";

/** Predictions from a flat array of recorded raw scores. */
export function predictionsFrom(
  view: Pick<RunView, "start">,
  values: Float32Array | Float64Array,
): Predictions {
  const { outputs } = view.start.header;
  const outputCount = outputs.scoreCount;
  return predictionsOf(outputs, { rowCount: values.length / outputCount, outputCount, values });
}

/** Predictions of one followed row after a round, as predictions of a single row. */
export function rowPrediction(
  view: Pick<RunView, "start" | "rounds">,
  round: number,
  index: number,
): Predictions {
  const count = view.start.header.outputs.scoreCount;
  return predictionsFrom(view, view.rounds[round].scores.slice(index * count, (index + 1) * count));
}

export function useShownRows(view: RunView): ShownRows {
  const { followed } = view.start;
  return useMemo(() => shownRows(followed), [followed]);
}

/** Position of the selected row among the followed ones, -1 without. */
export function selectedIndex(view: RunView): number {
  return followedIndex(view.start.followed, view.selectedRow);
}
