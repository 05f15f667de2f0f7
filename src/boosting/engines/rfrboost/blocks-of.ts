import type { ResidualBlock } from "../../learners/random-features/residual-block.ts";
import type { RoundRecord } from "../../round-record.ts";

export function blocksOf(records: readonly RoundRecord[]): ResidualBlock[] {
  return records.map(({ learners }) => {
    const learner = learners[0]?.learner;
    if (learner?.kind !== "residual-block") throw new TypeError("This round has no residual block.");
    return learner.block;
  });
}
