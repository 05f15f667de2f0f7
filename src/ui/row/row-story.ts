import { useEffect, useMemo } from "react";
import { engineById } from "../../boosting/engines/index.ts";
import type { RecordedRound, RunStart } from "../../experiment/recording.ts";
import { spanOf } from "../../figures/biography-figure.ts";
import { followedIndex } from "../../figures/followed-rows.ts";
import { digitsFor } from "../../figures/number-text.ts";
import { atTarget } from "../../figures/one-target.ts";
import { type RowBiography, rowBiography, scoreColumn } from "../../figures/row-biography.ts";
import { shownClass } from "../../figures/targets.ts";
import { askedRows } from "../../figures/telling-rows.ts";
import { updateView } from "../../store/actions/update.ts";
import type { Lab } from "../../store/lab.ts";
import type { LabState, RunEntry } from "../../store/lab-state.ts";
import { isHollow } from "../../store/run-names.ts";
import type { RunView } from "../../store/run-view.ts";
import { useThrottled } from "../charts/use-series.ts";
import { useLab, useLabState } from "../lab-context.ts";
import { latestActual } from "./latest-actual.ts";

/** A run whose recording tells of the row. */
export interface ToldRun {
  readonly run: RunEntry;
  readonly hue: RunView["hue"];
  readonly hollow: boolean;
  readonly start: RunStart;
  readonly rounds: readonly RecordedRound[];
  /** Position among the run's followed rows. */
  readonly index: number;
  readonly classIndex: number;
  /** Raw score column; -1 = the class that others are measured against. */
  readonly column: number;
  readonly biography: RowBiography;
}

/** A run on this screen; `told` is null where nothing is recorded of the row. */
export interface StoryRun {
  readonly run: RunEntry;
  readonly hue: RunView["hue"];
  readonly hollow: boolean;
  readonly told: ToldRun | null;
}

/** One row through the rounds of every shown run. */
export interface RowStory {
  /** Of the Table; null = nothing is trained yet, so no row is chosen. */
  readonly row: number | null;
  readonly runs: readonly StoryRun[];
  readonly told: readonly ToldRun[];
  /** Of the first run that has begun, and of the first that follows the row. */
  readonly started: RunStart | null;
  /** Index in `setNames`; -1 = the row is not followed. */
  readonly set: number;
  /** On the scale of the predictions: the label, or 1 for the shown class; NaN = not known. */
  readonly actual: number;
  /** The latest it can have been: `actual` where that was seen, infinite = it came later; NaN = not known. */
  readonly latest: number;
  readonly isClasses: boolean;
  readonly isRanking: boolean;
  /** Digits that all values of the row share, so that no number jumps. */
  readonly digits: number;
}

/** The row's story as far as it is recorded. The same object while the clock moves. */
export function useRowStory(everyMs: number): RowStory {
  const lab = useLab();
  const runs = useThrottled(
    useLabState((state) => state.runs),
    everyMs,
  );
  const row = useLabState((state) => state.view.selectedRow);
  const target = useLabState((state) => state.view.target);
  return useMemo(() => storyOf(lab, runs, { row, target }), [lab, runs, row, target]);
}

/** The marked row, and which of several targets is shown. */
type Shown = { readonly row: number | null; readonly target: number };

export function storyOf(lab: Lab, all: readonly RunEntry[], shown: Shown): RowStory {
  const { row } = shown;
  const runs = all
    .filter((run) => run.shown)
    .map((run): StoryRun => {
      const look = { run, hue: engineById(run.spec.engine).meta.hue, hollow: isHollow(run, all) };
      return { ...look, told: toldBy(lab, look, shown) };
    });
  const told = runs.flatMap((one) => (one.told === null ? [] : [one.told]));
  const started = told[0]?.start ?? runs.find(({ run }) => run.start !== null)?.run.start ?? null;
  const first = told[0];
  const target = first === undefined ? Number.NaN : first.start.followed.target[first.index];
  const isClasses = started?.header.outputs.kind === "classes";
  const isRanking = started?.header.outputs.task === "ranking";
  // a grade is no value that a score should reach
  const actual = isRanking
    ? Number.NaN
    : isClasses && !Number.isNaN(target)
      ? Number(target === first?.classIndex)
      : target;
  const { data } = lab.store.getState();
  const table = data.status === "ready" ? data.table : null;
  const latest = first === undefined || row === null ? actual : latestActual(table, first.start, row, actual);
  return {
    row,
    runs,
    told,
    started,
    latest,
    set: first === undefined ? -1 : first.start.followed.set[first.index],
    actual,
    isClasses,
    isRanking,
    digits: digitsFor(
      spanOf(
        told.map(({ biography }) => biography),
        Number.isFinite(latest) ? latest : actual,
      ),
    ),
  };
}

function toldBy(lab: Lab, look: Omit<StoryRun, "told">, { row, target }: Shown): ToldRun | null {
  if (look.run.start === null) return null;
  const whole = { start: look.run.start, rounds: lab.recordings.of(look.run.id) };
  const { start, rounds } = atTarget(whole, target);
  const index = followedIndex(start.followed, row);
  if (index < 0 || rounds.length === 0) return null;
  const classIndex = shownClass(start, row);
  return {
    ...look,
    start,
    rounds,
    index,
    classIndex,
    column: scoreColumn(start.header.outputs, classIndex),
    biography: rowBiography(start, rounds, { index, classIndex }),
  };
}

/** Nobody came here by a row: the first of the validation rows begins. */
function firstRow({ runs, view }: LabState): number | null {
  const start = runs.find((run) => run.shown && run.start !== null)?.start;
  return start === undefined || start === null ? null : (askedRows(start, view.showTest)[0] ?? null);
}

/** With a row in place its keys work, and every panel of the lab marks it too. */
export function useSomeRow(): void {
  const lab = useLab();
  const isMissing = useLabState((state) => state.view.selectedRow === null);
  const first = useLabState((state) => (state.view.selectedRow === null ? firstRow(state) : null));
  useEffect(() => {
    if (isMissing && first !== null) updateView(lab, { selectedRow: first });
  }, [lab, isMissing, first]);
}
