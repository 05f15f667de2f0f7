import { LabError } from "../core/errors.ts";

/** A JSON object of unknown content. */
export type JsonObject = { readonly [key: string]: unknown };

/** The one way in which reading a model file fails: what stands at `path` is not what a model holds there. */
export function malformed(path: string, expected: string): LabError {
  return new LabError(
    "model.malformed",
    `This is not a complete model file: ${path} should be ${expected}. Nothing was opened.`,
    { path },
  );
}

export function readObject(value: unknown, path: string): JsonObject {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw malformed(path, "an object");
  return value as JsonObject;
}

export function readArray(value: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(value)) throw malformed(path, "a list");
  return value;
}

export function readText(value: unknown, path: string): string {
  if (typeof value !== "string") throw malformed(path, "a text");
  return value;
}

export function readTexts(value: unknown, path: string): readonly string[] {
  return readArray(value, path).map((item, index) => readText(item, `${path}[${index}]`));
}

export function readOneOf<T extends string>(value: unknown, path: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === value);
  if (found === undefined) throw malformed(path, `one of ${choices.join(", ")}`);
  return found;
}

export function readFinite(value: unknown, path: string): number {
  if (typeof value !== "number" || !Number.isFinite(value)) throw malformed(path, "a number");
  return value;
}

/** An integer in min .. max, both included. */
export function readInteger(value: unknown, path: string, min: number, max: number): number {
  const number = readFinite(value, path);
  if (!Number.isInteger(number) || number < min || number > max) {
    throw malformed(path, `a whole number from ${min} to ${max}`);
  }
  return number;
}

/** A list of exactly `length` numbers; nothing is allocated by a crafted length. */
function readSized(value: unknown, path: string, length: number): readonly unknown[] {
  const list = readArray(value, path);
  if (list.length !== length) throw malformed(path, `a list of ${length}`);
  return list;
}

/** Exactly `length` integers in min .. max. */
export function readIntegers(
  value: unknown,
  path: string,
  { length, min, max }: { readonly length: number; readonly min: number; readonly max: number },
): readonly number[] {
  const list = readSized(value, path, length);
  for (let i = 0; i < length; i++) {
    const item = list[i];
    if (typeof item !== "number" || !Number.isInteger(item) || item < min || item > max) {
      throw malformed(`${path}[${i}]`, `a whole number from ${min} to ${max}`);
    }
  }
  return list as readonly number[];
}

/** Finite numbers, rounded to float32. */
export function readFloats(value: unknown, path: string, length: number): Float32Array {
  const list = readSized(value, path, length);
  const floats = new Float32Array(length);
  for (let i = 0; i < length; i++) {
    floats[i] = readFinite(list[i], `${path}[${i}]`);
    if (!Number.isFinite(floats[i])) throw malformed(`${path}[${i}]`, "a number that fits 32 bits");
  }
  return floats;
}
