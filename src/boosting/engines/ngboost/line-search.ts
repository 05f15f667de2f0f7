import type { ScoreKernel } from "../../../compute/backend.ts";
import { blockSum } from "../../../core/block-sum.ts";
import type { Host } from "../../../core/host.ts";
import type { RowScores } from "../../distributions/row-scores.ts";

/** Room for the parameters and steps of the rows that are searched, and what the steps make of them. */
export interface SearchRoom {
  readonly from: Float64Array;
  readonly by: Float64Array;
  readonly moved: Float64Array;
}

export function searchRoom(rowCount: number, parameterCount: number): SearchRoom {
  const room = () => new Float64Array(rowCount * parameterCount);
  return { from: room(), by: room(), moved: room() };
}

/** Rows of a round's batch and what is known of them. */
export interface LineSearchInput {
  readonly rowScores: RowScores;
  readonly parameterCount: number;
  /** Row-major, all training rows. */
  readonly theta: Float64Array;
  /** The trees' outputs, one list of all training rows for each parameter. */
  readonly steps: readonly Float32Array[];
  readonly weights: Float32Array | undefined;
  /** Rows whose mean score is looked at, ascending. */
  readonly rows: Uint32Array;
  /** Mean length of these rows' steps at rho = 1. */
  readonly stepLength: number;
  readonly tolerance: number;
  /** The first length that is tried: 1, or the one that the round before ended with. */
  readonly start: number;
  readonly room: SearchRoom;
  /** Scores the rows where the rule has a kernel. */
  readonly kernel: ScoreKernel | null;
  readonly host: Host;
}

/** No longer step is tried. */
const LARGEST_DOUBLED = 256;

/** Mean Euclidean length of these rows' steps. */
export function meanStepLength(steps: readonly Float32Array[], rows: Uint32Array): number {
  const sum = blockSum(rows.length, (i) => {
    const row = rows[i]!;
    let square = 0;
    for (let k = 0; k < steps.length; k++) {
      const part = steps[k]![row]!;
      square += part * part;
    }
    return Math.sqrt(square);
  });
  return sum / rows.length;
}

/** The batch's rows, ascending; of more than `most`, so many that are spread evenly over it. */
export function searchedRows(rowCount: number, sampled: Uint8Array | null, most: number): Uint32Array {
  const batch = new Uint32Array(
    sampled === null ? rowCount : sampled.reduce((count, isTaken) => count + isTaken, 0),
  );
  let filled = 0;
  for (let row = 0; row < rowCount; row++) {
    if (sampled === null || sampled[row] === 1) batch[filled++] = row;
  }
  if (batch.length <= most) return batch;
  return Uint32Array.from({ length: most }, (_, i) => batch[Math.floor((i * batch.length) / most)]!);
}

/** ScoreKernel.search by the rule's own formulas. */
function plainSearch({ rowScores, parameterCount, theta, steps, weights, rows, room }: LineSearchInput) {
  const size = rows.length * parameterCount;
  // side by side, the rows are read from the cache at every length
  const { from, by, moved } = room;
  for (let i = 0, to = 0; i < rows.length; i++) {
    const at = rows[i]! * parameterCount;
    for (let k = 0; k < parameterCount; k++, to++) {
      from[to] = theta[at + k]!;
      by[to] = steps[k]![rows[i]!]!;
    }
  }
  return (rho: number) => {
    for (let i = 0; i < size; i++) moved[i] = from[i]! - rho * by[i]!;
    return blockSum(rows.length, (i) => {
      const weight = weights === undefined ? 1 : weights[rows[i]!]!;
      return weight === 0 ? 0 : weight * rowScores.score(moved, i * parameterCount, rows[i]!);
    });
  };
}

/**
 * The factor rho of a round's step: doubled while the rows' score does not rise, then halved until it falls or the step
 * is shorter than the tolerance (ngboost.py, line_search, which starts at 1). One factor for all parameters. Where the
 * lengths that do not raise the score are an interval, every start ends at the same length.
 */
export async function lineSearch(input: LineSearchInput): Promise<number> {
  const { steps, weights, rows, stepLength, kernel, host } = input;
  const total = weights === undefined ? rows.length : blockSum(rows.length, (i) => weights[rows[i]!]!);
  const sumAt = kernel === null ? plainSearch(input) : kernel.search(steps, rows);

  async function scoreAt(rho: number): Promise<number> {
    const sum = sumAt(rho);
    const breath = host.pause();
    if (breath) await breath;
    return sum / total;
  }

  const before = await scoreAt(0);
  let rho = input.start;
  let score = await scoreAt(rho);
  /** Of half of rho, where it was on the way up. */
  let scoreOfHalf = Number.NaN;
  while (score <= before && Number.isFinite(score) && rho <= LARGEST_DOUBLED) {
    rho *= 2;
    scoreOfHalf = score;
    score = await scoreAt(rho);
  }
  while (!(score < before && Number.isFinite(score)) && rho * stepLength >= input.tolerance) {
    rho /= 2;
    score = Number.isNaN(scoreOfHalf) ? await scoreAt(rho) : scoreOfHalf;
    scoreOfHalf = Number.NaN;
  }
  return rho;
}
