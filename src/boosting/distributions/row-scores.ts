import type { CensoredScore, ScoreFormulas, ScoringRule, Targets, Theta } from "./distribution.ts";

/** A scoring rule over rows, exact and censored ones alike. */
export interface RowScores {
  score(theta: Theta, at: number, row: number): number;
  gradient(theta: Theta, at: number, row: number, out: Float64Array): void;
  metric(theta: Theta, at: number, out: Float64Array): void;
  /** Metric^-1 gradient in closed form; null = to be solved. */
  readonly natural: ((theta: Theta, at: number, row: number, out: Float64Array) => void) | null;
  /** Name of a kernel with the same bits; null = there is none for these rows. */
  readonly kernel: string | null;
}

/** The formulas in force: the rule's own, or NGBoost 0.5.11's where they differ. */
export function formulasOf<Y>(
  rule: ScoringRule<Y>,
  asOriginal: boolean,
): ScoreFormulas<Y> & { readonly censored: CensoredScore | undefined } {
  const original = asOriginal ? rule.original : undefined;
  const changed = original?.gradient !== undefined || original?.metric !== undefined;
  const natural = changed ? undefined : rule.natural;
  return {
    score: original?.score ?? rule.score,
    gradient: original?.gradient ?? rule.gradient,
    metric: original?.metric ?? rule.metric,
    ...(natural !== undefined && { natural }),
    censored: original?.censored ?? rule.censored,
  };
}

/** @param rule of the family that the targets are for, of one or of several a row. */
export function rowScores(rule: ScoringRule<never>, target: Targets, asOriginal: boolean): RowScores {
  const { values, upper } = target;
  const { score, gradient, metric, natural, censored } = formulasOf(rule, asOriginal);
  const isOwn = score === rule.score && natural === rule.natural;
  const y = targetReader(target);
  if (upper === undefined || censored === undefined) {
    return {
      score: (theta, at, row) => score(theta, at, y(row)),
      gradient: (theta, at, row, out) => gradient(theta, at, y(row), out, 0),
      metric: (theta, at, out) => metric(theta, at, out, 0),
      natural: natural === undefined ? null : (theta, at, row, out) => natural(theta, at, y(row), out, 0),
      kernel: isOwn ? (rule.kernel ?? null) : null,
    };
  }
  const isExact = (row: number) => values[row] === upper[row];
  return {
    score: (theta, at, row) =>
      isExact(row) ? score(theta, at, y(row)) : censored.score(theta, at, values[row]!, upper[row]!),
    gradient: (theta, at, row, out) =>
      isExact(row)
        ? gradient(theta, at, y(row), out, 0)
        : censored.gradient(theta, at, values[row]!, upper[row]!, out, 0),
    metric: (theta, at, out) => metric(theta, at, out, 0),
    natural: null,
    kernel: null,
  };
}

/** A row's target; of several a row a list that the next row writes over. */
function targetReader({ values, outputCount = 1 }: Targets): (row: number) => never {
  if (outputCount === 1) return (row) => values[row] as never;
  const own = new Float64Array(outputCount);
  return (row) => {
    for (let k = 0; k < outputCount; k++) own[k] = values[row * outputCount + k]!;
    return own as never;
  };
}
