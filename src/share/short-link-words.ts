import type { Param, ParamValues } from "../core/params.ts";

/*
 * The words of the readable form, such as `#d=moons&n=400&noise=.2&e=gbdt&lr=.1&depth=3&seed=42&round=37`. A word that
 * was published once keeps its meaning for ever.
 */

/** Short names of built-in tables beside their ids, with the values that they stand for. */
export const tableWords: { readonly [word: string]: { readonly id: string; readonly values: ParamValues } } =
  {
    moons: { id: "shapes", values: { shape: "two-moons" } },
    circles: { id: "shapes", values: { shape: "circles" } },
    spirals: { id: "shapes", values: { shape: "spirals" } },
    xor: { id: "shapes", values: { shape: "xor" } },
    sine: { id: "heteroscedastic-sine", values: {} },
    steps: { id: "piecewise-steps", values: {} },
    hastie: { id: "hastie-10-2", values: {} },
  };

/** Short names of parameters beside their ids and aliases. */
export const settingWords: { readonly [word: string]: string } = {
  lr: "learning_rate",
  depth: "max_depth",
  leaves: "max_leaves",
  units: "hidden_units",
  bins: "max_bin",
};

/** Words about the whole experiment; each may stand once, anywhere. */
export const wholeWords = [
  "d",
  "seed",
  "valid",
  "test",
  "calibration",
  "level",
  "conformal",
  "metric",
  "stopmetric",
  "round",
] as const;
export type WholeWord = (typeof wholeWords)[number];

/** Words about runs beside their parameters; each may stand once behind an `e`. */
export const runWords = ["e", "rounds", "stop", "objective", "distribution", "score"] as const;
export type RunWord = (typeof runWords)[number];

/** Before a setting of the table whose name means something else alone: `data.seed`. */
export const TABLE_PREFIX = "data.";

export const isWholeWord = (word: string): word is WholeWord =>
  (wholeWords as readonly string[]).includes(word);
export const isRunWord = (word: string): word is RunWord => (runWords as readonly string[]).includes(word);

/** The parameter that a word names: by id, by one of its other names, or by its short one. */
export function paramOf(params: readonly Param[], word: string): Param | undefined {
  const exact = params.find(({ id, aliases = [] }) => id === word || aliases.includes(word));
  if (exact !== undefined || !Object.hasOwn(settingWords, word)) return exact;
  return params.find(({ id }) => id === settingWords[word]);
}

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
const BOOLEANS: { readonly [text: string]: boolean } = {
  true: true,
  yes: true,
  on: true,
  1: true,
  false: false,
  no: false,
  off: false,
  0: false,
};

/** A number as people write it, `.2` too; any other text stays one, for whoever checks the value to refuse. */
export function numberOf(text: string): number | string {
  return NUMBER.test(text) ? Number(text) : text;
}

export function paramValueOf(param: Param, text: string): number | string | boolean | null {
  if (param.kind === "choice") return text;
  if (param.kind === "boolean") return Object.hasOwn(BOOLEANS, text) ? BOOLEANS[text]! : text;
  return text === "auto" && param.default === null ? null : numberOf(text);
}
