import { useCallback, useMemo } from "react";
import { engineById } from "../../boosting/engines/index.ts";
import { updateView } from "../../store/actions/update.ts";
import { valuesAt } from "../../store/branches.ts";
import { columnRuns, roundOnScreen } from "../../store/experiment-of.ts";
import type { RunEntry } from "../../store/lab-state.ts";
import { isHollow } from "../../store/run-names.ts";
import type { RunView } from "../../store/run-view.ts";
import { useLab, useLabState } from "../lab-context.ts";

/** What the panels of a run draw at the clock's round; null before anything is recorded. */
export function useRunView(run: RunEntry): RunView | null {
  const lab = useLab();
  const round = useLabState((state) => Math.min(roundOnScreen(state), Math.max(0, run.newestRound)));
  const split = useLabState((state) => (round < run.newestRound ? state.clock.split : null));
  const selectedRow = useLabState((state) => state.view.selectedRow);
  const learner = useLabState((state) => state.view.learner);
  const showTest = useLabState((state) => state.view.showTest);
  const peers = usePeers(run);
  const sharedScale = useLabState((state) => state.view.sharedScale);
  const overlay = useLabState((state) => state.view.overlay);
  const hollow = useLabState((state) => isHollow(run, state.runs));
  const onSelectRow = useCallback((row: number | null) => updateView(lab, { selectedRow: row }), [lab]);
  const onChooseLearner = useCallback((chosen: number) => updateView(lab, { learner: chosen }), [lab]);
  const { id, name, start, newestRound, spec } = run;
  const rounds = lab.recordings.of(id);
  // Recordings live outside the state and may be emptied a moment before it knows.
  const last = Math.min(newestRound, rounds.length - 1);
  const shown = Math.min(round, last);
  // Panels draw one round and the scale of the first: later rounds are no reason to draw again.
  const version = Math.min(last, 1);
  return useMemo(() => {
    if (start === null || shown < 0) return null;
    // A branch's past was trained with the rate of then.
    const stage = spec.stages === undefined ? {} : valuesAt(spec, split === null ? shown : shown + 1);
    const rate = stage.learning_rate ?? start.header.values.learning_rate;
    return {
      runId: id,
      name,
      hue: engineById(spec.engine).meta.hue,
      hollow,
      start,
      rounds,
      version,
      round: shown,
      split,
      learningRate: typeof rate === "number" ? rate : 1,
      selectedRow,
      onSelectRow,
      learner,
      onChooseLearner,
      showTest,
      peers,
      sharedScale,
      overlay,
    };
  }, [
    id,
    name,
    start,
    rounds,
    version,
    spec,
    hollow,
    shown,
    split,
    selectedRow,
    onSelectRow,
    learner,
    onChooseLearner,
    showTest,
    peers,
    sharedScale,
    overlay,
  ]);
}

/** The other columns' runs; the same list until one of them begins anew. */
function usePeers({ id }: RunEntry): RunView["peers"] {
  const lab = useLab();
  const ids = useLabState((state) =>
    columnRuns(state.runs)
      .filter((run) => run.start !== null && run.newestRound > 0)
      .map((run) => `${run.id} ${run.trainedKey === null ? "" : run.newestRound > 0}`)
      .join("\n"),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list when other runs have a first round
  return useMemo(() => {
    const { runs } = lab.store.getState();
    return columnRuns(runs).flatMap((run) =>
      run.start === null || run.id === id
        ? []
        : [
            {
              runId: run.id,
              hue: engineById(run.spec.engine).meta.hue,
              start: run.start,
              rounds: lab.recordings.of(run.id),
            },
          ],
    );
  }, [lab, id, ids]);
}
