import { engineById } from "../boosting/engines/index.ts";
import { updateView } from "./actions/update.ts";
import { valuesAt } from "./branches.ts";
import { columnRuns, roundOnScreen } from "./experiment-of.ts";
import type { Lab } from "./lab.ts";
import type { LabState, NetView } from "./lab-state.ts";
import { isHollow } from "./run-names.ts";
import type { PeerRun, RunView } from "./run-view.ts";

/** Makes what the panels of a run draw; the same object as long as it would draw the same. */
export type ViewMaker = (state: LabState) => RunView | null;

export function createViewMaker(lab: Lab, runId: string): ViewMaker {
  const onSelectRow = (row: number | null) => updateView(lab, { selectedRow: row });
  const onChooseLearner = (chosen: number) => updateView(lab, { learner: chosen });
  const onRace = () => updateView(lab, { dialog: "race", frontRun: runId });
  const onChooseNetView = (netView: NetView) => updateView(lab, { netView });
  const peersOf = createPeers(lab, runId);
  let made: RunView | null = null;
  return (state) => {
    const run = state.runs.find(({ id }) => id === runId);
    const rounds = lab.recordings.of(runId);
    // Recordings live outside the state and may be emptied a moment before it knows.
    const last = run === undefined ? -1 : Math.min(run.newestRound, rounds.length - 1);
    if (run === undefined || run.start === null || last < 0) return null;
    const { spec, start, name } = run;
    const { view, clock } = state;
    const round = Math.min(roundOnScreen(state), last);
    const split = round < last ? clock.split : null;
    // A branch's past was trained with the rate of then.
    const stage = spec.stages === undefined ? {} : valuesAt(spec, split === null ? round : round + 1);
    const rate = stage.learning_rate ?? start.header.values.learning_rate;
    const next: RunView = {
      runId,
      name,
      hue: engineById(spec.engine).meta.hue,
      hollow: isHollow(run, state.runs),
      start,
      rounds,
      // Panels draw one round and the scale of the first: later rounds are no reason to draw again.
      version: Math.min(last, 1),
      round,
      split,
      learningRate: typeof rate === "number" ? rate : 1,
      selectedRow: view.selectedRow,
      onSelectRow,
      target: view.target,
      learner: view.learner,
      onChooseLearner,
      isFull: view.full?.part === "learner",
      netView: view.netView,
      onChooseNetView,
      onRace,
      showTest: view.showTest,
      peers: peersOf(state),
      sharedScale: view.sharedScale,
      overlay: view.overlay,
    };
    if (made === null || !isSame(made, next)) made = next;
    return made;
  };
}

function isSame(before: RunView, after: RunView): boolean {
  return (Object.keys(after) as (keyof RunView)[]).every((key) => before[key] === after[key]);
}

/** The other columns' runs; the same list until one of them has another recording, its first round or its end. */
function createPeers(lab: Lab, runId: string): (state: LabState) => readonly PeerRun[] {
  let made: readonly (PeerRun & { readonly hasFirst: boolean })[] = [];
  return ({ runs }) => {
    const next = columnRuns(runs).flatMap(({ id, start, end, spec, newestRound }) =>
      start === null || id === runId
        ? []
        : [
            {
              runId: id,
              hue: engineById(spec.engine).meta.hue,
              start,
              end,
              rounds: lab.recordings.of(id),
              hasFirst: newestRound > 0,
            },
          ],
    );
    const same =
      next.length === made.length &&
      next.every(
        (peer, n) =>
          peer.start === made[n]?.start &&
          peer.end === made[n]?.end &&
          peer.rounds === made[n]?.rounds &&
          peer.hasFirst === made[n]?.hasFirst,
      );
    if (!same) made = next;
    return made;
  };
}
