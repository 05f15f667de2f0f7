import { type FollowedRows, type SetName, setNames } from "../experiment/recording.ts";
import { tableWords } from "../words/table.ts";
import { countText } from "./number-text.ts";

const TRAIN = 0;
const TEST = 2;

/** Positions in the followed rows, by set. */
export interface ShownRows {
  readonly train: Uint32Array;
  readonly validation: Uint32Array;
  /** Empty unless test rows are asked for. */
  readonly test: Uint32Array;
  /** All that are drawn, ascending. */
  readonly all: Uint32Array;
}

export function shownRows(followed: FollowedRows, showTest: boolean): ShownRows {
  const train: number[] = [];
  const validation: number[] = [];
  const test: number[] = [];
  const all: number[] = [];
  for (let i = 0; i < followed.set.length; i++) {
    const set = followed.set[i];
    if (set === TEST && !showTest) continue;
    (set === TRAIN ? train : set === TEST ? test : validation).push(i);
    all.push(i);
  }
  return {
    train: Uint32Array.from(train),
    validation: Uint32Array.from(validation),
    test: Uint32Array.from(test),
    all: Uint32Array.from(all),
  };
}

/** Positions of a set's rows in the followed rows, ascending. */
export function placesOf({ set }: Pick<FollowedRows, "set">, name: SetName): number[] {
  const number = setNames.indexOf(name);
  return Array.from(set.keys()).filter((place) => set[place] === number);
}

/** Position of a Table row among the followed rows, -1 when it is not followed. */
export function followedIndex(followed: FollowedRows, tableRow: number | null): number {
  return tableRow === null ? -1 : followed.rowIds.indexOf(tableRow);
}

/** "2,000 of 45,211 rows", or null when every row is followed. */
export function sampleText(followed: FollowedRows): string | null {
  const shown = followed.rowIds.length;
  return shown < followed.ofRowCount
    ? tableWords.rowsOf(countText(shown), countText(followed.ofRowCount))
    : null;
}
