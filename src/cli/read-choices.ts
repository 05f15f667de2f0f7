import type { ReadChoices, ReadRecipe, SampleSpec } from "../core/read-recipe.ts";
import type { Flags } from "./read-flags.ts";
import { usageError } from "./usage-error.ts";

/** How flags overrule the way a table is read; `parseArgs` of Node reads flags by this. */
export const readingFlags = {
  delimiter: { type: "string" },
  encoding: { type: "string" },
  decimal: { type: "string" },
  thousands: { type: "string" },
  comment: { type: "string" },
  missing: { type: "string", multiple: true },
  part: { type: "string" },
  "no-header": { type: "boolean" },
  "text-columns": { type: "string", multiple: true },
} as const;

/** Words for what a shell would swallow. */
const WORDS: { readonly [word: string]: string | null } = { tab: "\t", space: " ", none: null };

export function readChoicesFromFlags(flags: Flags): ReadChoices {
  const choices: { -readonly [member in keyof ReadRecipe]?: ReadRecipe[member] } = {};
  const delimiter = oneOf(flags, "delimiter", [",", ";", "\t", "|", " "] as const);
  const encoding = oneOf(flags, "encoding", ["utf-8", "utf-16le", "utf-16be", "windows-1252"] as const);
  const decimal = oneOf(flags, "decimal", [".", ","] as const);
  const thousands = oneOf(flags, "thousands", [",", ".", " ", "'", null] as const);
  const comment = oneOf(flags, "comment", ["#", "%", "//", null] as const);
  if (delimiter !== undefined && delimiter !== null) choices.delimiter = delimiter;
  if (encoding !== undefined && encoding !== null) choices.encoding = encoding;
  if (decimal !== undefined && decimal !== null) choices.decimal = decimal;
  if (thousands !== undefined) choices.thousands = thousands;
  if (comment !== undefined) choices.comment = comment;
  if (flags.has("missing")) choices.missing = flags.names("missing");
  if (flags.has("no-header")) choices.hasHeader = false;
  const part = flags.text("part");
  if (part !== null) choices.part = part;
  const texts = flags.names("text-columns");
  if (texts.length > 0) choices.columns = texts.map((name) => ({ name, kind: "text" as const }));
  return choices;
}

/** The value of a flag, or undefined where it is not given. */
function oneOf<T extends string | null>(flags: Flags, name: string, values: readonly T[]): T | undefined {
  const given = flags.text(name);
  if (given === null) return undefined;
  const meant = Object.hasOwn(WORDS, given) ? WORDS[given] : given;
  const found = values.find((value) => value === meant);
  if (found !== undefined) return found;
  const words = values.map(
    (value) => Object.keys(WORDS).find((word) => WORDS[word] === value) ?? String(value),
  );
  throw usageError(`--${name} is "${given}", it has to be one of: ${words.join("  ")}`);
}

/** Rows drawn from a large file; one seed for all, so that a sample is the same again. */
export function sampleFromFlags(flags: Flags): SampleSpec | null {
  const rows = flags.whole("sample", 10);
  return rows === null ? null : { rows, seed: 1, stratify: flags.text("sample-stratify") };
}
