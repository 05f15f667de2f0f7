import type { BinnedMatrix } from "../backend.ts";

/** assembly/additions.ts: slots from one lane to the next where a group is added without looking up where they begin. */
export const LANE_SLOTS = 260;
/** A line of the cache. */
const LINE_SLOTS = 4;
const SMALL_SLOTS = 128;

/**
 * The matrix with more room for columns of many bins, so that equal bins of neighbours do not lie a multiple of 4,096 bytes
 * apart: such additions would wait for each other. A column's own slots begin where its room does.
 */
export function spaceSlots(matrix: BinnedMatrix): BinnedMatrix {
  const { featureCount, histogramOffsets } = matrix;
  const spaced = new Uint32Array(featureCount + 1);
  for (let feature = 0; feature < featureCount; feature++) {
    const slots = histogramOffsets[feature + 1]! - histogramOffsets[feature]!;
    const room = slots <= SMALL_SLOTS ? slots : Math.max(slots + LINE_SLOTS, LANE_SLOTS);
    spaced[feature + 1] = spaced[feature]! + room;
  }
  return { ...matrix, histogramOffsets: spaced };
}

/** Whether these are eight columns, and each column's slots begin LANE_SLOTS after those of the one before. */
export function areEvenlySpaced({ histogramOffsets }: BinnedMatrix, features: readonly number[]): boolean {
  const first = histogramOffsets[features[0]!]!;
  return (
    features.length === 8 &&
    features.every((feature, i) => histogramOffsets[feature] === first + LANE_SLOTS * i)
  );
}
