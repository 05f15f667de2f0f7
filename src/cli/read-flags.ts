import { type ParseArgsConfig, parseArgs } from "node:util";
import { nearestText } from "../core/nearest-text.ts";
import { usageError } from "./usage-error.ts";

type FlagOptions = NonNullable<ParseArgsConfig["options"]>;

/** Flags of a command by name, checked against `options`. Nothing but flags is understood. */
export interface Flags {
  has(name: string): boolean;
  text(name: string): string | null;
  required(name: string): string;
  /** Every value of a flag that may be repeated. */
  list(name: string): readonly string[];
  /** Values parted by commas, in one or several flags. */
  names(name: string): readonly string[];
  whole(name: string, min: number, max?: number): number | null;
  share(name: string): number | null;
}

export function readFlags(args: readonly string[], options: FlagOptions): Flags {
  return flagsOf(parse(args, options, false).values);
}

/** Flags, and the words that stand without any, one at least. */
export function readFlagsAndInputs(
  args: readonly string[],
  options: FlagOptions,
  what: string,
): { readonly flags: Flags; readonly inputs: readonly string[] } {
  const { values, positionals } = parse(args, options, true);
  if (positionals.length === 0) throw usageError(`Name ${what}.`);
  return { flags: flagsOf(values), inputs: positionals };
}

/** Flags, and the one word that stands without any: what the command is about. */
export function readFlagsAndInput(
  args: readonly string[],
  options: FlagOptions,
  what: string,
): { readonly flags: Flags; readonly input: string } {
  const { flags, inputs } = readFlagsAndInputs(args, options, what);
  if (inputs.length > 1) throw usageError(`Name one: ${what}. Every other value follows a flag.`);
  return { flags, input: inputs[0]! };
}

function flagsOf(values: ReturnType<typeof parse>["values"]): Flags {
  const text = (name: string) => {
    const value = values[name];
    return typeof value === "string" ? value : null;
  };
  const list = (name: string) => {
    const value = values[name];
    return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
  };
  return {
    has: (name) => values[name] !== undefined,
    text,
    list,
    required(name) {
      const value = text(name);
      if (value === null) throw usageError(`The flag --${name} is missing.`);
      return value;
    },
    names: (name) =>
      list(name)
        .flatMap((item) => item.split(",").map((part) => part.trim()))
        .filter((part) => part !== ""),
    whole(name, min, max = Number.MAX_SAFE_INTEGER) {
      const value = text(name);
      if (value === null) return null;
      if (/^\d{1,15}$/.test(value) && Number(value) >= min && Number(value) <= max) return Number(value);
      const rule = max < Number.MAX_SAFE_INTEGER ? `from ${min} to ${max}` : `of at least ${min}`;
      throw usageError(`--${name} is "${value}", it has to be a whole number ${rule}.`);
    },
    share(name) {
      const value = text(name);
      if (value === null) return null;
      const share = value.trim() === "" ? Number.NaN : Number(value);
      if (share >= 0 && share < 1) return share;
      throw usageError(`--${name} is "${value}", it has to be a share from 0 to below 1, such as 0.2.`);
    },
  };
}

function parse(args: readonly string[], options: FlagOptions, allowPositionals: boolean) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals });
  } catch (thrown) {
    throw flagError(thrown, args, Object.keys(options));
  }
}

/** Node's own sentences name its interface, so the usual mistakes get ones of ours. */
function flagError(thrown: unknown, args: readonly string[], known: readonly string[]): Error {
  const code = thrown instanceof Error && "code" in thrown ? thrown.code : null;
  const unknown = args.find((arg) => {
    const name = /^--?([^=]*)/.exec(arg)?.[1];
    return name !== undefined && !known.includes(name);
  });
  if (code === "ERR_PARSE_ARGS_UNKNOWN_OPTION" && unknown !== undefined) {
    const name = unknown.replace(/=.*$/s, "");
    const near = nearestText(name.replace(/^-+/, ""), known);
    return usageError(`There is no flag ${name}. The nearest is --${near}.`);
  }
  if (code === "ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL") {
    return usageError("There is a word too many; every value follows a flag.");
  }
  if (code === "ERR_PARSE_ARGS_INVALID_OPTION_VALUE" && thrown instanceof Error) {
    const name = /--[\w-]+/.exec(thrown.message)?.[0] ?? "a flag";
    return usageError(`${name} is given without its value, or with one that it does not take.`);
  }
  return thrown instanceof Error ? thrown : usageError(String(thrown));
}
