import type { RoundRecord } from "../../round-record.ts";
import type { Net } from "./net.ts";

/** The nets of a model and what each counts. */
export interface EnsembleState {
  readonly nets: readonly Net[];
  readonly weights: readonly number[];
}

const netOf = (record: RoundRecord): Net => {
  const learner = record.learners[0]?.learner;
  if (learner?.kind !== "net") throw new TypeError("This round has no net.");
  return learner.net;
};

/** As all nets were after the last of these rounds. */
export function stateAfter(records: readonly RoundRecord[]): EnsembleState {
  let nets: Net[] = [];
  const weights: number[] = [];
  for (const record of records) {
    nets.push(netOf(record));
    weights.push(record.learners[0]!.weight);
    for (const change of record.weightChanges) weights[change.round - 1] = change.weight;
    const { correction } = record;
    if (correction !== undefined) nets = nets.map((net, m) => ({ ...net, ...correction.nets[m]! }));
  }
  return { nets, weights };
}

/** The first `count` nets as they are at the end of all rounds. */
export function firstOf(records: readonly RoundRecord[], count: number): EnsembleState {
  const { nets, weights } = stateAfter(records);
  return { nets: nets.slice(0, count), weights: weights.slice(0, count) };
}
