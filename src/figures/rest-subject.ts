import type { Tree } from "../boosting/learners/tree/tree.ts";
import type { Predictions } from "../boosting/outputs.ts";
import type { RecordedRound, RunStart } from "../experiment/recording.ts";
import { learnerSign } from "./learner-text.ts";
import { className, shownClass } from "./targets.ts";

export type RestMode = "residuals" | "gradients";

/** What is left to explain for one output before a round, and the trees that the round fitted to it. */
export interface RestSubject {
  /** At the followed rows; NaN outside training. */
  readonly target: Float64Array;
  readonly trees: readonly Tree[];
  /** As from learnerSign: times a tree's weight it points the same way as the target. */
  readonly sign: 1 | -1;
}

export interface RestInput {
  readonly start: RunStart;
  readonly mode: RestMode;
  /** Raw score column, from shownOutput. */
  readonly output: number;
  readonly recorded: RecordedRound;
  /** Predictions of the followed rows before the round. */
  readonly before: Predictions;
}

/** Raw score column that the stems show. A distribution has one per parameter: the second stands under "gradients". */
export function shownOutput(start: RunStart, mode: RestMode, selectedRow: number | null): number {
  const { kind, scoreCount } = start.header.outputs;
  if (kind === "distribution") return mode === "gradients" ? Math.min(1, scoreCount - 1) : 0;
  return kind === "classes" && scoreCount > 1 ? shownClass(start, selectedRow) : 0;
}

export function treesFor(recorded: RecordedRound, output: number): Tree[] {
  const learners = recorded.record?.learners ?? [];
  return learners
    .filter((one) => one.output === output || one.output === "all")
    .map((one) => one.learner.tree);
}

/** Minus gradient over hessian: what each row asks of the learner (Newton's step). */
function newtonTargets({ start, recorded, output }: RestInput): Float64Array {
  const rowCount = start.followed.rowIds.length;
  const { gradient, hessian } = recorded;
  const targets = new Float64Array(rowCount).fill(Number.NaN);
  if (gradient === null || hessian === null) return targets;
  for (let row = 0; row < rowCount; row++) {
    const at = output * rowCount + row;
    if (hessian[at] > 0) targets[row] = -gradient[at] / hessian[at];
  }
  return targets;
}

/** Label less prediction before the round; of one class: 1 or 0 less its probability. Training rows only. */
function residuals({ start, before, output }: RestInput): Float64Array {
  const { target, set } = start.followed;
  const classIndex = start.header.outputs.scoreCount > 1 ? output : 1;
  return Float64Array.from(target, (value, row) => {
    if (set[row] !== 0) return Number.NaN;
    if (before.kind !== "classes") return value - before.point[row];
    const probability = before.probabilities[row * before.classCount + classIndex];
    return (value === classIndex ? 1 : 0) - probability;
  });
}

export function restSubject(input: RestInput): RestSubject {
  const dropped = input.recorded.record?.draws.droppedRounds?.length ?? 0;
  const isResidual =
    input.mode === "residuals" && input.start.header.outputs.kind !== "distribution" && dropped === 0;
  return {
    target: isResidual ? residuals(input) : newtonTargets(input),
    trees: treesFor(input.recorded, input.output),
    sign: learnerSign(input.start.header.outputs),
  };
}

/** One line over the stems: what they are and what the coloured line is. */
export function restCaption(input: Omit<RestInput, "before">, parameterSymbol: string | null): string {
  const { start, mode, output, recorded } = input;
  const { outputs } = start.header;
  if (parameterSymbol !== null) return `Natural gradient of ${parameterSymbol}, downhill, and its tree`;
  const several = treesFor(recorded, output).length > 1;
  const tree = several ? "the trees" : "the tree";
  const dropped = recorded.record?.draws.droppedRounds?.length ?? 0;
  if (outputs.kind === "classes") {
    const name = className(outputs, outputs.scoreCount > 1 ? output : shownClass(start, null));
    const of = name.length > 16 ? `${name.slice(0, 15)}…` : name;
    return mode === "residuals" && dropped === 0
      ? `y − p of “${of}”, and ${tree}’s output`.replace("trees’s", "trees’")
      : `Newton target of “${of}”, and its tree`;
  }
  if (dropped > 0) return `Residual with ${dropped} rounds dropped, and its tree`;
  return mode === "residuals" ? `Residual, and ${tree} fitted to it` : `Newton target −g/h, and ${tree}`;
}
