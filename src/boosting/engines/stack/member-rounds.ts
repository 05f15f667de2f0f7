import type { MembersLearner } from "../../learners/learner.ts";
import type { RoundRecord } from "../../round-record.ts";

/** What a round of a stack holds of its members. */
export function membersOf({ learners }: RoundRecord): MembersLearner {
  const [first] = learners;
  if (first?.learner.kind !== "members") throw new TypeError("This round is of no stack.");
  return first.learner;
}

/** The rounds of a member alone; fewer than the stack's where it had ended before. */
export function ownRounds(rounds: readonly RoundRecord[], member: number): RoundRecord[] {
  return rounds.flatMap((round) => membersOf(round).rounds[member] ?? []);
}
