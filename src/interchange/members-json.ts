import { engineById } from "../boosting/engines/index.ts";
import type { MembersLearner } from "../boosting/learners/learner.ts";
import type { MemberHeader, ModelHeader } from "../boosting/model-file.ts";
import type { RoundRecord } from "../boosting/round-record.ts";
import { malformed, readArray, readFinite } from "./json-value.ts";

type ReadRound = (
  value: unknown,
  earlier: readonly RoundRecord[],
  header: ModelHeader,
  path: string,
) => RoundRecord;

/** What a round of a stack holds of its members; each member's rounds are read as those of a model of its own. */
export function membersFromJson(
  json: { readonly rounds?: unknown; readonly weights?: unknown },
  path: string,
  { header, earlier }: { readonly header: ModelHeader; readonly earlier: readonly RoundRecord[] },
  readRound: ReadRound,
): MembersLearner {
  const { members = [] } = header;
  const rounds = readArray(json.rounds, `${path}.rounds`);
  const weights = readArray(json.weights, `${path}.weights`).map((weight, k) =>
    readFinite(weight, `${path}.weights[${k}]`),
  );
  if (members.length < 2) throw malformed("header.members", "the members of the stack");
  if (rounds.length !== members.length) throw malformed(`${path}.rounds`, "one round a member");
  if (weights.length !== members.length) throw malformed(`${path}.weights`, "one weight a member");
  return {
    kind: "members",
    weights,
    rounds: rounds.map((round, k) =>
      round === null
        ? null
        : readRound(round, roundsOfMember(earlier, k), memberModel(header, k), `${path}.rounds[${k}]`),
    ),
  };
}

/** The rounds of a stack's member alone. */
export function roundsOfMember(rounds: readonly RoundRecord[], member: number): RoundRecord[] {
  return rounds.flatMap(({ learners: [first] }) =>
    first?.learner.kind === "members" ? (first.learner.rounds[member] ?? []) : [],
  );
}

/** A member as a model of its own. */
export function memberModel({ members, ...shared }: ModelHeader, member: number): ModelHeader {
  const { inputs: _, ...others } = shared;
  return { ...others, ...members![member]! };
}

/** Members stand for the rounds of their engines: none of them is a stack again. */
export function requireNoStack({ engine }: Pick<MemberHeader, "engine">, path: string): void {
  if (engineById(engine).meta.learner === "members") throw malformed(`${path}.engine`, "no stack");
}
