import type { Tree } from "../boosting/learners/tree/tree.ts";
import type { Predictions } from "../boosting/outputs.ts";
import type { RecordedRound, RunStart } from "../experiment/recording.ts";
import { restWords } from "../words/rest.ts";
import { fitsNaturalGradient, learnerSign } from "./learner-text.ts";
import { plainText } from "./number-text.ts";
import { className, classOfScore } from "./targets.ts";

export type RestMode = "residuals" | "gradients" | "newton";

/** What is left to explain for one output before a round, and the trees that the round fitted to it. */
export interface RestSubject {
  /** At the followed rows; NaN outside training. */
  readonly target: Float64Array;
  readonly trees: readonly Tree[];
  /** As from learnerSign: times a tree's weight it points the same way as the target. */
  readonly sign: 1 | -1;
  /** What the round changed of the raw scores, the corrective step included, where its learner is a net. */
  readonly change: ScoreChange | null;
}

/** One raw score column after the round less before it, over `weight`: as trees are shown before their rate shrinks them. */
export interface ScoreChange {
  readonly weight: number;
  readonly rows: Float64Array;
  /** Over the probe; null = there is none. */
  readonly probe: Float64Array | null;
}

export interface RestInput {
  readonly start: RunStart;
  readonly mode: RestMode;
  /** Raw score column. */
  readonly output: number;
  readonly recorded: RecordedRound;
  /** Predictions of the followed rows before the round. */
  readonly before: Predictions;
  /** The round before. */
  readonly previous?: RecordedRound | null;
}

export function treesFor(recorded: RecordedRound, output: number): Tree[] {
  const learners = recorded.record?.learners ?? [];
  return learners.flatMap((one) =>
    one.learner.kind === "tree" && (one.output === output || one.output === "all") ? [one.learner.tree] : [],
  );
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
  const classIndex = classOfScore(start.header.outputs, output);
  const several = start.header.outputs.outputNames?.length ?? 1;
  return Float64Array.from(set, (rowSet, row) => {
    if (rowSet !== 0) return Number.NaN;
    const value = target[several === 1 ? row : row * several + output];
    if (before.kind !== "classes") return value - before.point[several === 1 ? row : row * several + output];
    const probability = before.probabilities[row * before.classCount + classIndex];
    return (value === classIndex ? 1 : 0) - probability;
  });
}

/** Minus gradient: the way downhill, before the hessian says how far. */
function gradients({ start, recorded, output }: RestInput): Float64Array {
  const rowCount = start.followed.rowIds.length;
  const { gradient } = recorded;
  if (gradient === null) return new Float64Array(rowCount).fill(Number.NaN);
  return Float64Array.from({ length: rowCount }, (_, row) => 0 - gradient[output * rowCount + row]);
}

function targetOf(input: RestInput): Float64Array {
  const dropped = input.recorded.record?.draws.droppedRounds?.length ?? 0;
  // A booster of distributions has one thing left, whatever is asked for: the natural gradient, its hessian 1.
  if (fitsNaturalGradient(input.start.header.loss)) return newtonTargets(input);
  if (input.mode === "gradients" || isPush(input)) return gradients(input);
  return input.mode === "residuals" && dropped === 0 ? residuals(input) : newtonTargets(input);
}

/** Scores of a ranking have no scale that grades could be compared with: what is left is the push of its pairs. */
function isPush({ start, mode }: Pick<RestInput, "start" | "mode">): boolean {
  return mode === "residuals" && start.header.outputs.task === "ranking";
}

function changeOf({ start, recorded, previous, output }: RestInput): ScoreChange | null {
  if (!hasNoTree(recorded, output) || !previous) return null;
  const { scoreCount } = start.header.outputs;
  const weight = weightOf(recorded, start);
  const column = (after: Float32Array, before: Float32Array) =>
    Float64Array.from({ length: after.length / scoreCount }, (_, row) => {
      const at = row * scoreCount + output;
      return (after[at] - before[at]) / weight;
    });
  const { probeScores } = recorded;
  const probeBefore = previous.probeScores;
  return {
    weight,
    rows: column(recorded.scores, previous.scores),
    probe: probeScores === null || probeBefore === null ? null : column(probeScores, probeBefore),
  };
}

/** Of the round's net, or rate times step of its linear models; 1 where it is next to none, so that a change stays one. */
function weightOf({ record }: RecordedRound, { header }: RunStart): number {
  const first = record?.learners[0];
  const isNet = first === undefined || first.learner.kind === "net" || !fitsNaturalGradient(header.loss);
  const rate = header.values.learning_rate;
  const weight = isNet ? (first?.weight ?? 1) : (typeof rate === "number" ? rate : 1) * (record?.scale ?? 1);
  return weight > (isNet ? 1e-3 : 0) ? weight : 1;
}

/** No tree speaks for this raw score. */
function hasNoTree({ record }: RecordedRound, output: number): boolean {
  const own = record?.learners.filter((one) => one.output === output || one.output === "all") ?? [];
  return own.length > 0 && own.every(({ learner }) => learner.kind !== "tree");
}

export function restSubject(input: RestInput): RestSubject {
  return {
    target: targetOf(input),
    trees: treesFor(input.recorded, input.output),
    sign: learnerSign(input.start.header),
    change: changeOf(input),
  };
}

const LONGEST_NAME = 16;
const shortName = (name: string) =>
  name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name;

/** What the trees of a distribution's parameter are fitted to. */
function gradientCaption(
  { start, output, recorded }: Omit<RestInput, "before" | "previous">,
  symbol: string | null,
): string {
  const { outputs, values } = start.header;
  const of = symbol ?? restWords.logitOf(shortName(className(outputs, classOfScore(outputs, output))));
  const learner = hasNoTree(recorded, output) ? restWords.linearModel : restWords.tree;
  if (values.newton === true) return restWords.newtonStep(of, learner);
  return values.natural_gradient === false
    ? restWords.ordinaryGradient(of, learner)
    : restWords.naturalGradient(of, learner);
}

/** One line over the stems: what they are and what the coloured line is. */
export function restCaption(
  input: Omit<RestInput, "before" | "previous">,
  parameterSymbol: string | null,
): string {
  const { start, mode, output, recorded } = input;
  const { outputs } = start.header;
  if (fitsNaturalGradient(start.header.loss)) return gradientCaption(input, parameterSymbol);
  const several = treesFor(recorded, output).length > 1;
  const dropped = recorded.record?.draws.droppedRounds?.length ?? 0;
  if (hasNoTree(recorded, output)) {
    const name = shortName(className(outputs, classOfScore(outputs, output)));
    const weight = weightOf(recorded, start);
    return restWords.added(
      outputs.kind === "classes"
        ? restWords.classTargets[mode](name)
        : restWords.targets[isPush(input) ? "gradients" : mode],
      weight === 1 ? null : plainText(weight),
    );
  }
  if (outputs.kind === "classes") {
    const name = className(outputs, classOfScore(outputs, output));
    const short = shortName(name);
    if (mode === "gradients") return restWords.classGradient(short, several);
    return mode === "residuals" && dropped === 0
      ? restWords.classResidual(short, several)
      : restWords.classNewton(short);
  }
  if (isPush(input)) return restWords.push(several);
  if (mode === "gradients") return restWords.gradient(several);
  if (dropped > 0) return restWords.dropped(dropped);
  return mode === "residuals" ? restWords.residual(several) : restWords.newton(several);
}
