import { type ErrorFacts, LabError } from "../../core/errors.ts";
import { shownInput } from "../../core/shown-input.ts";

/** The form of a JSON value, as data: a published version's form can be frozen and read without code of its own. */
export type Shape =
  | { readonly kind: "text" }
  | { readonly kind: "boolean" }
  | { readonly kind: "whole" | "number"; readonly min: number; readonly max: number }
  | { readonly kind: "one-of"; readonly values: readonly (string | number)[] }
  /** Values of parameters: an object of numbers, texts, booleans and null. */
  | { readonly kind: "values" }
  | { readonly kind: "nullable"; readonly of: Shape }
  | { readonly kind: "list"; readonly of: Shape; readonly atLeast: number }
  | ObjectShape
  /** Objects told apart by their member `kind`. */
  | { readonly kind: "variants"; readonly variants: { readonly [kind: string]: ObjectShape } };

export interface ObjectShape {
  readonly kind: "object";
  readonly fields: { readonly [name: string]: Shape };
  /** Members that may be absent. */
  readonly optional?: { readonly [name: string]: Shape };
}

/** A member that the shape does not know: kept here, not in the result. */
export interface UnknownMember {
  readonly path: string;
  readonly value: unknown;
}

function wrong(path: string, problem: string, facts: ErrorFacts = {}): LabError {
  return new LabError("spec.invalid", `The experiment cannot be used: ${path} ${problem}.`, {
    path,
    ...facts,
  });
}

function isRecord(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Copies what the shape knows; collects what it does not; throws spec.invalid or spec.out-of-range with a path. */
export function readShape(shape: Shape, value: unknown, path: string, unknown: UnknownMember[]): unknown {
  switch (shape.kind) {
    case "text":
      if (typeof value !== "string") throw wrong(path, "has to be a text");
      return value;
    case "boolean":
      if (typeof value !== "boolean") throw wrong(path, "has to be true or false");
      return value;
    case "whole":
    case "number":
      return readNumber(shape, value, path);
    case "one-of":
      if ((shape.values as readonly unknown[]).includes(value)) return value;
      throw wrong(path, `has to be ${shape.values.join(" or ")}`, { fix: shape.values[0] ?? null });
    case "values":
      return readValues(value, path);
    case "nullable":
      return value === null ? null : readShape(shape.of, value, path, unknown);
    case "list":
      if (!Array.isArray(value)) throw wrong(path, "has to be a list");
      if (value.length < shape.atLeast) throw wrong(path, `needs at least ${shape.atLeast} entry`);
      return value.map((entry, index) => readShape(shape.of, entry, `${path}[${index}]`, unknown));
    case "variants":
      return readVariant(shape.variants, value, path, unknown);
    case "object":
      return readObject(shape, value, path, unknown);
  }
}

function readNumber(
  shape: { readonly kind: "whole" | "number"; readonly min: number; readonly max: number },
  value: unknown,
  path: string,
): number {
  const { min, max } = shape;
  if (typeof value !== "number" || !Number.isFinite(value)) throw wrong(path, "has to be a number");
  const whole = shape.kind === "whole" ? Math.round(value) : value;
  const fix = Math.min(Math.max(whole, min), max);
  if (fix === value) return value === 0 ? 0 : value;
  const kind = shape.kind === "whole" ? "a whole number" : "a number";
  const message = `${path} is ${value}, it has to be ${kind} from ${min} to ${max}. Use ${fix}.`;
  throw new LabError("spec.out-of-range", message, { path, value, min, max, fix });
}

function readValues(value: unknown, path: string): { [name: string]: unknown } {
  if (!isRecord(value)) throw wrong(path, "has to be an object of values");
  const copy: [string, unknown][] = [];
  for (const [name, member] of Object.entries(value)) {
    const isValue =
      member === null || ["string", "boolean"].includes(typeof member) || Number.isFinite(member);
    if (!isValue)
      throw wrong(`${path}.${shownInput(name)}`, "has to be a number, a text, true, false or null");
    copy.push([name, member]);
  }
  return Object.fromEntries(copy);
}

function readVariant(
  variants: { readonly [kind: string]: ObjectShape },
  value: unknown,
  path: string,
  unknown: UnknownMember[],
): unknown {
  if (!isRecord(value)) throw wrong(path, "has to be an object");
  const found = Object.entries(variants).find(([kind]) => kind === value.kind);
  if (found === undefined) throw wrong(`${path}.kind`, `has to be ${Object.keys(variants).join(" or ")}`);
  return readObject(found[1], value, path, unknown);
}

function readObject(shape: ObjectShape, value: unknown, path: string, unknown: UnknownMember[]): unknown {
  if (!isRecord(value)) throw wrong(path === "" ? "it" : path, "has to be an object");
  const at = (name: string) => (path === "" ? name : `${path}.${name}`);
  const copy: { [name: string]: unknown } = {};
  for (const [name, field] of Object.entries(shape.fields)) {
    if (!Object.hasOwn(value, name)) throw wrong(at(name), "is missing");
    copy[name] = readShape(field, value[name], at(name), unknown);
  }
  const optional = shape.optional ?? {};
  for (const [name, member] of Object.entries(value)) {
    if (Object.hasOwn(shape.fields, name)) continue;
    if (Object.hasOwn(optional, name)) copy[name] = readShape(optional[name]!, member, at(name), unknown);
    else unknown.push({ path: at(name), value: member });
  }
  return copy;
}
