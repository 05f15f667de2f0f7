import { weightsAfter } from "../analysis/chain-steps.ts";
import type { LinearModel } from "../boosting/learners/linear/linear-model.ts";
import { inputReader } from "../boosting/learners/net/input-layer.ts";
import { leafOf } from "../boosting/learners/tree/predict-tree.ts";
import type { Tree } from "../boosting/learners/tree/tree.ts";
import type { RecordedRound, RunStart } from "../experiment/recording.ts";
import { fitsNaturalGradient } from "./learner-text.ts";

/** The leaf that a row reaches in one of a round's trees. */
export interface ReachedLeaf {
  readonly node: number;
  /** Training rows that reach it too. */
  readonly rows: number;
  /** What it says, before any rate. */
  readonly output: number;
}

/** A learner's part in what a round added: the product of all that stands here. */
export interface Part {
  readonly kind: "leaf" | "linear" | "net";
  readonly rate: number;
  /** Step length of the line search; 1 elsewhere. */
  readonly scale: number;
  readonly weight: number;
  readonly output: number;
  readonly value: number;
  readonly leaf: ReachedLeaf | null;
}

/** How a round changed one raw score of one row. */
export interface RoundTerms {
  readonly round: number;
  readonly before: number;
  readonly after: number;
  readonly added: number;
  readonly parts: readonly Part[];
  /** What no product of the round's own learners explains; 0 = nothing. */
  readonly rest: number;
  readonly why: "nothing" | "weights" | "correction" | "refit" | "other";
  /** What the round's learners were fitted to; NaN outside training. */
  readonly gradient: number;
  readonly hessian: number;
}

export interface TermsInput {
  readonly start: RunStart;
  readonly rounds: readonly RecordedRound[];
  readonly round: number;
  /** Position among the followed rows, and the raw score column; -1 = a class without one. */
  readonly index: number;
  readonly column: number;
  readonly rate: number;
  /** What a round's net says of the row, in units of the raw score; NaN = not worked out. */
  readonly netOutput: (round: number) => number;
}

/** Scores are kept as float32: what is smaller than its last digits is no difference. */
const FLOAT32_STEP = 2 ** -22;
const LEAST_SHARE = 1e-3;

/** Null in round 0, which adds nothing, and for rounds that are not held. */
export function roundTerms(input: TermsInput): RoundTerms | null {
  const { start, rounds, round, index, column } = input;
  const [recorded, previous] = [rounds[round], rounds[round - 1]];
  if (recorded === undefined || previous === undefined || recorded.record === null) return null;
  const { scoreCount } = start.header.outputs;
  const scoreOf = ({ scores }: RecordedRound) => (column < 0 ? 0 : scores[index * scoreCount + column]);
  const before = scoreOf(previous);
  const after = scoreOf(recorded);
  const parts = partsOf(input, recorded);
  const explained = parts.reduce((sum, { value }) => sum + value, 0);
  const rest = after - before - explained;
  const tolerance =
    Math.max(Math.abs(before), Math.abs(after)) * FLOAT32_STEP +
    LEAST_SHARE * Math.max(Math.abs(after - before), Math.abs(explained));
  const isExplained = parts.length > 0 && (Number.isNaN(rest) || Math.abs(rest) <= tolerance);
  const at = column * start.followed.rowIds.length + index;
  return {
    round,
    before,
    after,
    added: after - before,
    parts,
    rest: isExplained ? 0 : Number.isNaN(rest) ? after - before : rest,
    why: isExplained ? "nothing" : reasonOf(recorded),
    gradient: column < 0 ? Number.NaN : (recorded.gradient?.[at] ?? Number.NaN),
    hessian: column < 0 ? Number.NaN : (recorded.hessian?.[at] ?? Number.NaN),
  };
}

function reasonOf({ record }: RecordedRound): RoundTerms["why"] {
  const kind = record?.learners[0]?.learner.kind;
  if (kind === "residual-block" || kind === "members") return "refit";
  if (record?.correction !== undefined) return "correction";
  return (record?.weightChanges.length ?? 0) > 0 ? "weights" : "other";
}

function partsOf(input: TermsInput, { record, round }: RecordedRound): Part[] {
  const { start, rounds, index, column, rate, netOutput } = input;
  if (record === null || column < 0) return [];
  const isNatural = fitsNaturalGradient(start.header.loss);
  return record.learners.flatMap(({ learner, output: target, weight }): Part[] => {
    if (target !== column && target !== "all") return [];
    if (learner.kind === "tree") {
      const leaf = reached(learner.tree, start, index, isNatural ? -1 : 1 / rate);
      const shrunk = rate * record.scale * weight;
      return [{ kind: "leaf", rate, scale: record.scale, weight, ...said(leaf.output, shrunk), leaf }];
    }
    if (learner.kind === "linear") {
      // walked against, as trees of distributions are
      const output = -linearOutput(learner.model, start, index);
      const shrunk = rate * record.scale * weight;
      return [{ kind: "linear", rate, scale: record.scale, weight, ...said(output, shrunk), leaf: null }];
    }
    if (learner.kind !== "net") return [];
    const alpha = weightsAfter(rounds, round)[round - 1] ?? weight;
    return [{ kind: "net", rate: 1, scale: 1, weight: alpha, ...said(netOutput(round), alpha), leaf: null }];
  });
}

const said = (output: number, factor: number) => ({ output, value: factor * output });

function linearOutput(
  { intercept, coefficients }: LinearModel,
  { header, followed }: RunStart,
  index: number,
) {
  return header.inputs!.columns.reduce(
    (sum, input, at) =>
      sum + coefficients[at] * inputReader(input, followed.features[input.feature], null)(index),
    intercept,
  );
}

/** Trees of distributions are walked against, without a rate in their leaves; others hold their rate already. */
function reached(tree: Tree, { followed }: RunStart, index: number, factor: number): ReachedLeaf {
  const node = leafOf(tree, followed.features, index);
  return { node, rows: tree.count[node], output: tree.value[node * tree.stride] * factor };
}
