import { branchRun, canBranch } from "../store/actions/branch-run.ts";
import { copyLink } from "../store/actions/copy-link.ts";
import {
  playOrPause,
  showBestRound,
  showLastRound,
  showRound,
  stepRounds,
} from "../store/actions/drive-clock.ts";
import { trainAgain } from "../store/actions/edit-runs.ts";
import { racingRuns } from "../store/actions/race-optimisers.ts";
import { nextRest, pauseOrGoOn, stepLearner, stepRow, stepSplit } from "../store/actions/step-marks.ts";
import { stopAll } from "../store/actions/train-run.ts";
import { redo, undo } from "../store/actions/undo.ts";
import { updateView } from "../store/actions/update.ts";
import { isChanged, isTraining, roundOnScreen } from "../store/experiment-of.ts";
import type { Lab } from "../store/lab.ts";
import type { LabState } from "../store/lab-state.ts";
import { commandWords as words } from "../words/commands.ts";
import { toggleFull } from "./frame/full-panel.ts";
import { stepPresentation } from "./present/steps.ts";
import { switchTheme } from "./theme.ts";

/** Something that can be done by key and from the list of commands. */
export interface Command {
  readonly does: string;
  /** Combinations as `combinationOf` writes them; empty = only in the list of commands. */
  readonly keys: readonly string[];
  /** As the list of keys says them. */
  readonly said: string;
  /** A character on its own, which can be switched off. */
  readonly isLetter?: true;
  /** Absent = always. */
  readonly can?: (state: LabState, lab: Lab) => boolean;
  readonly act: (lab: Lab) => void;
}

const view = (change: (state: LabState) => Partial<LabState["view"]>) => (lab: Lab) =>
  updateView(lab, change(lab.store.getState()));

function changedIds({ setup, runs }: LabState): string[] {
  return runs.filter((run) => isChanged(setup, run)).map((run) => run.id);
}

function branchFirst(lab: Lab): void {
  const state = lab.store.getState();
  const run = state.runs.find((one) => one.shown && canBranch(one, roundOnScreen(state)));
  const branch = run === undefined ? null : branchRun(lab, run.id);
  if (branch !== null) updateView(lab, { editedRun: branch, railOpen: true });
}

const hasRow = ({ view: { selectedRow } }: LabState) => selectedRow !== null;
const isPresenting = ({ view: { presenting } }: LabState) => presenting;

/** Every act that has a key or a line in the list of commands; keys as the design gives them. */
export const commands: readonly Command[] = [
  { does: words.play, keys: ["Space"], said: "Space", act: playOrPause },
  { does: words.back, keys: ["ArrowLeft"], said: "←", act: (lab) => stepRounds(lab, -1) },
  { does: words.forward, keys: ["ArrowRight"], said: "→", act: (lab) => stepRounds(lab, 1) },
  { does: words.tenBack, keys: ["Shift+ArrowLeft"], said: "Shift ←", act: (lab) => stepRounds(lab, -10) },
  { does: words.tenForward, keys: ["Shift+ArrowRight"], said: "Shift →", act: (lab) => stepRounds(lab, 10) },
  { does: words.splitBack, keys: ["Alt+ArrowLeft"], said: "Alt ←", act: (lab) => stepSplit(lab, -1) },
  { does: words.splitForward, keys: ["Alt+ArrowRight"], said: "Alt →", act: (lab) => stepSplit(lab, 1) },
  { does: words.first, keys: ["Home"], said: "Home", act: (lab) => showRound(lab, 0) },
  { does: words.last, keys: ["End"], said: "End", act: showLastRound },
  { does: words.best, keys: ["b"], said: "B", isLetter: true, act: showBestRound },
  { does: words.rowBack, keys: ["ArrowUp"], said: "↑", can: hasRow, act: (lab) => stepRow(lab, -1) },
  { does: words.rowForward, keys: ["ArrowDown"], said: "↓", can: hasRow, act: (lab) => stepRow(lab, 1) },
  { does: words.treeBack, keys: ["["], said: "[", isLetter: true, act: (lab) => stepLearner(lab, -1) },
  { does: words.treeForward, keys: ["]"], said: "]", isLetter: true, act: (lab) => stepLearner(lab, 1) },
  {
    does: words.test,
    keys: ["t"],
    said: "T",
    isLetter: true,
    can: ({ setup }) => setup.split.test > 0,
    act: view((state) => ({ showTest: !state.view.showTest })),
  },
  {
    does: words.log,
    keys: ["l"],
    said: "L",
    isLetter: true,
    act: view((state) => ({ logLoss: !state.view.logLoss })),
  },
  { does: words.rest, keys: ["g"], said: "G", isLetter: true, act: nextRest },
  {
    does: words.scale,
    keys: ["s"],
    said: "S",
    isLetter: true,
    act: view((state) => ({ sharedScale: !state.view.sharedScale })),
  },
  {
    does: words.overlay,
    keys: ["o"],
    said: "O",
    isLetter: true,
    act: view((state) => ({ overlay: !state.view.overlay })),
  },
  {
    does: words.train,
    keys: ["r"],
    said: "R",
    isLetter: true,
    act: (lab) => trainAgain(lab, changedIds(lab.store.getState())),
  },
  { does: words.pause, keys: [], said: "", can: ({ runs }) => runs.some(isTraining), act: pauseOrGoOn },
  { does: words.stop, keys: ["Escape"], said: "Esc", can: canEscape, act: endOrClose },
  {
    does: words.branch,
    keys: ["n"],
    said: "N",
    isLetter: true,
    can: (state) => state.runs.some((run) => run.shown && canBranch(run, roundOnScreen(state))),
    act: branchFirst,
  },
  {
    does: words.follow,
    keys: ["p"],
    said: "P",
    isLetter: true,
    can: hasRow,
    act: view((state) => ({ followsRow: !state.view.followsRow })),
  },
  {
    does: words.full,
    keys: ["f"],
    said: "F",
    isLetter: true,
    // Elsewhere nobody would see which panel took the columns' place.
    can: ({ view: { screen } }) => screen === "lab",
    act: toggleFull,
  },
  {
    does: words.present,
    keys: ["Shift+f"],
    said: "Shift F",
    isLetter: true,
    act: view((state) => ({ presenting: !state.view.presenting })),
  },
  {
    does: words.stepBack,
    keys: ["PageUp"],
    said: "Page Up",
    can: isPresenting,
    act: (lab) => stepPresentation(lab, -1),
  },
  {
    does: words.stepForward,
    keys: ["PageDown"],
    said: "Page Down",
    can: isPresenting,
    act: (lab) => stepPresentation(lab, 1),
  },
  { does: words.commands, keys: ["Ctrl+k"], said: "Ctrl K", act: view(() => ({ dialog: "commands" })) },
  {
    does: words.undo,
    keys: ["Ctrl+z"],
    said: "Ctrl Z",
    can: ({ history }) => history.past.length > 0,
    act: undo,
  },
  {
    does: words.redo,
    keys: ["Ctrl+Shift+z", "Ctrl+y"],
    said: "Ctrl Shift Z",
    can: ({ history }) => history.future.length > 0,
    act: redo,
  },
  { does: words.copyLink, keys: ["Ctrl+Shift+s"], said: "Ctrl Shift S", act: (lab) => void copyLink(lab) },
  { does: words.qr, keys: ["q"], said: "Q", isLetter: true, act: view(() => ({ dialog: "link" })) },
  { does: words.help, keys: ["?"], said: "?", isLetter: true, act: view(() => ({ dialog: "keys" })) },
  { does: words.theme, keys: [], said: "", act: switchTheme },
  { does: words.openTable, keys: [], said: "", act: view(() => ({ dialog: "data" })) },
  { does: words.export, keys: [], said: "", act: view(() => ({ dialog: "export" })) },
  { does: words.differ, keys: [], said: "", act: view(() => ({ dialog: "differ" })) },
  { does: words.kept, keys: [], said: "", act: view(() => ({ dialog: "kept" })) },
  {
    does: words.race,
    keys: [],
    said: "",
    can: (state) => racingRuns(state).length > 0 && roundOnScreen(state) > 0,
    act: view(() => ({ dialog: "race" })),
  },
  { does: words.speed, keys: [], said: "", act: view(() => ({ dialog: "speed" })) },
];

function canEscape({ runs, view: { full, presenting } }: LabState): boolean {
  return runs.some(isTraining) || full !== null || presenting;
}

/** What floats goes first; only then does training end. */
function endOrClose(lab: Lab): void {
  const { full, presenting } = lab.store.getState().view;
  if (full !== null) updateView(lab, { full: null });
  else if (presenting) updateView(lab, { presenting: false });
  else stopAll(lab);
}
