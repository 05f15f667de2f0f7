import type { Backend, Scoring } from "../../../compute/backend.ts";
import type { Dataset } from "../../../core/dataset.ts";
import type { MemberHeader, ModelHeader } from "../../model-file.ts";
import type { RawScores } from "../../raw-scores.ts";
import type { RoundRecord } from "../../round-record.ts";
import type { Engine, Prefix, TrainingJob } from "../engine.ts";
import { membersOf, ownRounds } from "./member-rounds.ts";
import { mixable, mixedScores } from "./mix.ts";
import { openStack } from "./stack-training.ts";

/**
 * Stacking (Wolpert 1992, Breiman 1996): the members boost side by side, a round of each in a round of the stack, and their
 * predictions are added with weights >= 0 that out-of-fold predictions of the training rows decide anew in every round.
 * @param members the engines of the members, in their order.
 */
export function stackEngine(members: readonly Engine[]): Engine {
  return {
    open: (job: TrainingJob, backend: Backend, host) => openStack(members, job, backend, host),
    rawScores: (header, rounds, data, prefix, scoring) => {
      const state = rounds[prefix.rounds - 1];
      if (state === undefined) return constantScores(header, data);
      const numbers = header.members!.map((own, k) => {
        const scores = memberScores({ members, header, rounds, scoring }, { own, k }, data, prefix);
        return mixable(own.outputs, scores);
      });
      return mixedScores(header.outputs, numbers, membersOf(state).weights);
    },
  };
}

interface Scored {
  readonly members: readonly Engine[];
  readonly header: ModelHeader;
  readonly rounds: readonly RoundRecord[];
  readonly scoring: Scoring;
}

/** A member alone, after as many of its rounds as the stack has. */
function memberScores(
  { members, header, rounds, scoring }: Scored,
  { own, k }: { readonly own: MemberHeader; readonly k: number },
  data: Dataset,
  prefix: Prefix,
): RawScores {
  const all = ownRounds(rounds, k);
  const { members: _, ...shared } = header;
  const count = Math.min(prefix.rounds, all.length);
  return members[k]!.rawScores({ ...shared, ...own }, all, data, { ...prefix, rounds: count }, scoring);
}

function constantScores({ baseScores }: ModelHeader, { rowCount }: Dataset): RawScores {
  const outputCount = baseScores.length;
  const values = Float64Array.from(
    { length: rowCount * outputCount },
    (_, at) => baseScores[at % outputCount]!,
  );
  return { rowCount, outputCount, values };
}
