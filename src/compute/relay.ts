import type { LabError } from "../core/errors.ts";
import type { BackendAttempt } from "./attempts.ts";
import type { Backend, BinnedMatrix, TreeGrowth } from "./backend.ts";

/** A backend that may take part. */
export interface Contender {
  readonly backend: Backend;
  /** It was lost: whoever comes later needs a new one. */
  forget(): void;
}

/** Names the backend of the next tree: in turns while they are timed, then the faster, then what is left. */
export interface Relay {
  /** A tree begins; the growth of the one before is at rest. */
  nextTree(): void;
  /** A call of the tree came back. */
  worked(): void;
  /** The growth of the backend whose turn it is. */
  open(): Promise<TreeGrowth>;
  /** The backend whose turn it is stopped working; rejects with `failure` when none is left. */
  lose(failure: LabError): Promise<void>;
  dispose(): void;
}

/** Trees of a backend before it is timed: memory and code warm up. */
const WARM_TREES = 1;
const TIMED_TREES = 3;
/** A first timed tree that takes so many times the best median ends the trial. */
const HOPELESS = 3;

/** The attempts of one run, in order; shared by all of its growths. */
export interface RelayBoard {
  readonly contenders: readonly Contender[];
  readonly attempts: BackendAttempt[];
  /** Place of the backend that trees are grown by; while `trial` goes on, that of everything but its own trees. */
  taken: number;
  /** "due": the first growth times the contenders. */
  trial: "due" | "going" | "over";
  readonly now: () => number;
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1]!;
}

export function createRelay(board: RelayBoard, matrix: BinnedMatrix): Relay {
  const { contenders, attempts, now } = board;
  const growths = new Map<number, TreeGrowth>();
  const times = contenders.map((): number[] => []);
  let isTrial = board.trial === "due";
  let turn = board.taken;
  let began = 0;
  let ended = 0;
  if (isTrial) {
    board.trial = "going";
    for (const place of living()) note(place, { outcome: "timing" });
  }

  function living(): number[] {
    return contenders
      .map((_, place) => place)
      .filter((place) => attempts[place]!.outcome !== "lost" && attempts[place]!.outcome !== "unavailable");
  }

  function note(place: number, change: Partial<BackendAttempt>): void {
    attempts[place] = { ...attempts[place]!, ...change };
  }

  function letGo(place: number): void {
    growths.get(place)?.dispose();
    growths.delete(place);
  }

  function take(place: number): void {
    board.taken = place;
    turn = place;
    note(place, { outcome: "taken" });
    for (const other of [...growths.keys()]) if (other !== place) letGo(other);
  }

  function bookTime(): void {
    if (ended > began) times[turn]!.push(ended - began);
    const timed = times[turn]!.slice(WARM_TREES);
    if (timed.length > 0) note(turn, { treeMs: medianOf(timed) });
  }

  const leastMs = () => Math.min(...living().map((place) => attempts[place]!.treeMs ?? Infinity));

  function isDone(place: number): boolean {
    const timed = times[place]!.slice(WARM_TREES);
    return timed.length >= TIMED_TREES || (timed.length > 0 && timed[0]! > HOPELESS * leastMs());
  }

  /** The fastest of those that were timed, the first where none was. */
  function endTrial(): void {
    isTrial = false;
    board.trial = "over";
    const left = living();
    const winner = left.find((place) => attempts[place]!.treeMs === leastMs()) ?? left[0]!;
    for (const place of left) {
      if (place !== winner) note(place, { outcome: attempts[place]!.treeMs === null ? "standby" : "slower" });
    }
    take(winner);
  }

  return {
    nextTree() {
      if (isTrial) {
        bookTime();
        const left = living();
        const open = left.find((place) => !isDone(place));
        if (open === undefined || left.length === 1) endTrial();
        else turn = open;
      } else {
        turn = board.taken;
      }
      began = now();
      ended = began;
    },

    worked() {
      ended = now();
    },

    async open() {
      const known = growths.get(turn);
      if (known !== undefined) return known;
      const growth = await contenders[turn]!.backend.openTreeGrowth(matrix);
      growths.set(turn, growth);
      return growth;
    },

    async lose(failure) {
      note(turn, { outcome: "lost", reason: failure.message });
      contenders[turn]!.forget();
      letGo(turn);
      const left = living();
      if (left.length === 0) throw failure;
      if (isTrial) turn = left[0]!;
      else take(left[0]!);
    },

    dispose() {
      if (isTrial) endTrial();
      for (const place of [...growths.keys()]) letGo(place);
    },
  };
}
