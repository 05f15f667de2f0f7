import type { Correction } from "../../share/corrections.ts";
import type { TableShape } from "../../share/packed-link.ts";
import { experimentToFragment, fragmentToExperiment, type OpenedLink } from "../../share/share-link.ts";
import { shortLink } from "../../share/write-short-link.ts";
import { shareWords as words } from "../../words/share.ts";
import { openExperiment } from "../actions/load-data.ts";
import { trainAll } from "../actions/train-run.ts";
import { addNotice, updateClock } from "../actions/update.ts";
import { experimentOf, roundOnScreen } from "../experiment-of.ts";
import type { Lab } from "../lab.ts";
import type { LabState } from "../lab-state.ts";
import { expectedTrainingMs } from "./expected-cost.ts";
import { receiptOnScreen } from "./receipt-on-screen.ts";
import { watchReceipt } from "./watch-receipt.ts";

/** What a link starts without being asked. */
const UNASKED_MS = 5000;

/**
 * Opens the experiment of a link; false, with a notice, where it cannot be opened: then nothing has changed. A value outside of
 * what is allowed is never moved unasked: the notice offers the nearest one.
 */
export function openFragment(lab: Lab, fragment: string, corrections: readonly Correction[] = []): boolean {
  const opened = fragmentToExperiment(fragment, corrections);
  if (!opened.ok) {
    const { message, code, facts } = opened.error;
    const { path, fix } = facts;
    // A value that was corrected once and is refused again has no nearest one that would do.
    const isNew = !corrections.some((known) => known.path === path);
    const canFix =
      code === "spec.out-of-range" && typeof path === "string" && typeof fix === "number" && isNew;
    addNotice(lab, {
      tone: "bad",
      text: message,
      code,
      ...(canFix && {
        act: {
          label: words.openWith(path, fix),
          onAct: () => void openFragment(lab, fragment, [...corrections, { path, value: fix }]),
        },
      }),
    });
    return false;
  }
  openLinked(lab, opened.value);
  return true;
}

/** Small experiments train at once; for larger ones the user sees what will run and what it costs, and presses. */
export function openLinked(
  lab: Lab,
  { experiment, notices, receipt, round, shape = null }: OpenedLink,
): void {
  openExperiment(lab, experiment, {
    isComplete: receipt !== null,
    mayTrain: () => {
      // Training begins with the clock at 0 that follows it.
      if (round !== null)
        queueMicrotask(() => updateClock(lab, { position: round, playing: false, following: false }));
      return mayTrain(lab);
    },
  });
  describeWanted(lab, shape);
  for (const text of notices) addNotice(lab, { tone: "warn", text, code: null });
  if (receipt !== null) watchReceipt(lab, receipt);
}

/** A file that only its owner has is asked for by name, size and fingerprint. */
function describeWanted(lab: Lab, shape: TableShape | null): void {
  const { data, setup } = lab.store.getState();
  if (data.status !== "wanted") return;
  const described = words.described(shape, setup.data.fingerprint);
  lab.store.setState({ data: { ...data, described } });
}

/** Of the table on screen, for those who have to find it. */
function shapeOnScreen({ data }: Pick<LabState, "data">): TableShape | null {
  return data.status === "ready" ? { rows: data.table.rowCount, columns: data.table.columns.length } : null;
}

function mayTrain(lab: Lab): boolean {
  const ms = expectedTrainingMs(lab);
  if (ms <= UNASKED_MS) return true;
  const { data, runs } = lab.store.getState();
  const rows = data.status === "ready" ? data.table.rowCount : 0;
  const names = runs.map(({ name, spec }) => words.runOf(name, spec.rounds));
  addNotice(lab, {
    tone: "plain",
    code: null,
    text: words.asks(names, rows, Math.max(1, Math.round(ms / 1000))),
    act: { label: words.run, onAct: () => trainAll(lab) },
  });
  return false;
}

export interface Links {
  readonly fragment: string;
  /** The readable form with the round on screen; null where it cannot say everything. */
  readonly short: string | null;
  /** Runs whose training the receipt of `fragment` tells of. */
  readonly trained: number;
  readonly runs: number;
}

/** All links of the experiment on screen. */
export function linksOf(lab: Lab): Links {
  const state = lab.store.getState();
  const experiment = experimentOf(state);
  const receipt = receiptOnScreen(lab);
  const round = roundOnScreen(state);
  return {
    fragment: fragmentOf(lab),
    short: shortLink(experiment, round > 0 ? round : null),
    trained: receipt?.runs.filter((run) => run !== null).length ?? 0,
    runs: experiment.runs.length,
  };
}

/** The experiment on screen as a fragment, with the receipt of what was trained. */
export function fragmentOf(lab: Lab): string {
  const state = lab.store.getState();
  return experimentToFragment(experimentOf(state), receiptOnScreen(lab), shapeOnScreen(state));
}
