import { useMemo } from "react";
import type { Predictions } from "../../boosting/outputs.ts";
import { predictionsOf } from "../../boosting/predictions.ts";
import { followedIndex, type ShownRows, shownRows } from "../../figures/followed-rows.ts";
import { atTarget, targetNamesOf } from "../../figures/one-target.ts";
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

/** Predictions of one followed row after a round, as predictions of a single row; of the constant model where the round is not held. */
export function rowPrediction(
  view: Pick<RunView, "start" | "rounds">,
  round: number,
  index: number,
): Predictions {
  const { outputs, baseScores } = view.start.header;
  const count = outputs.scoreCount;
  const scores = view.rounds[round]?.scores.slice(index * count, (index + 1) * count);
  return predictionsFrom(view, scores?.length === count ? scores : Float64Array.from(baseScores));
}

/** What pictures of predictions see: one target of several, of the peers too. */
export function oneTargetView(view: RunView): RunView {
  if (targetNamesOf(view.start).length === 0) return view;
  const peers = view.peers.map((peer) => ({ ...peer, ...atTarget(peer, view.target) }));
  return { ...view, ...atTarget(view, view.target), peers };
}

export function useShownRows(view: RunView): ShownRows {
  const { followed } = view.start;
  const { showTest } = view;
  return useMemo(() => shownRows(followed, showTest), [followed, showTest]);
}

/** Position of the selected row among the followed ones, -1 without. */
export function selectedIndex(view: RunView): number {
  return followedIndex(view.start.followed, view.selectedRow);
}
