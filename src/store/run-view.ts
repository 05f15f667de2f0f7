import type { RecordedRound, RunEnd, RunStart } from "../experiment/recording.ts";
import type { NetView } from "./lab-state.ts";

/** What a panel gets of a run: everything it draws, at one round. Panels know nothing of the store. */
export interface RunView {
  readonly runId: string;
  readonly name: string;
  readonly hue: "gbdt" | "grow" | "ngb" | "other";
  /** Second and later runs of one engine: hollow glyph, square markers. */
  readonly hollow: boolean;
  readonly start: RunStart;
  /** All recorded rounds so far, index = round. Grows in place and is never emptied: a new training brings a new array. */
  readonly rounds: readonly RecordedRound[];
  /** Changes when the shown round or the first one, which sets the scale, has something new to draw. */
  readonly version: number;
  /** The round to show, already clamped to what is recorded. */
  readonly round: number;
  /** So many splits of the next round's tree are shown already; null = `round` is whole. */
  readonly split: number | null;
  /** Learning rate of the run, to scale what a round added back to the learner's own output. */
  readonly learningRate: number;
  /** Table row marked in every panel. */
  readonly selectedRow: number | null;
  readonly onSelectRow: (row: number | null) => void;
  /** Which of several targets is shown. */
  readonly target: number;
  /** Which tree of a round is shown, where there are several; null = the one that belongs to the selected row. */
  readonly learner: number | null;
  readonly onChooseLearner: (learner: number) => void;
  /** The learner has the whole width: those of all parameters are shown. */
  readonly isFull: boolean;
  readonly netView: NetView;
  readonly onChooseNetView: (netView: NetView) => void;
  /** Opens the race of optimisers on this run's shown net. */
  readonly onRace: () => void;
  readonly showTest: boolean;
  /** The runs of the other columns. */
  readonly peers: readonly PeerRun[];
  /** What is left has the scale that all columns share. */
  readonly sharedScale: boolean;
  /** Peers' predictions are drawn too, thin. */
  readonly overlay: boolean;
}

/** What a panel may draw of another column's run. */
export type PeerRun = Pick<RunView, "runId" | "hue" | "start" | "rounds"> & {
  /** Null until it has ended. */
  readonly end: RunEnd | null;
};
