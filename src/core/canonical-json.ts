export { utf8Bytes } from "./utf8.ts";

/** The fewest decimal digits that round back to the same float32, as JavaScript writes that number. */
export function shortestFloat32Text(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 16777216) return String(value === 0 ? 0 : value);
  let digits = 6;
  if (roundsBack(value, digits)) {
    while (digits > 1 && roundsBack(value, digits - 1)) digits--;
  } else {
    do digits++;
    while (digits < 9 && !roundsBack(value, digits));
  }
  return String(Number(value.toPrecision(digits)));
}

function roundsBack(value: number, digits: number): boolean {
  return Math.fround(Number(value.toPrecision(digits))) === value;
}

/**
 * One text for one value: keys sorted by code unit, no white space, shortest numbers, -0 as 0, non-finite numbers
 * as null, keys with undefined left out. Elements of a Float32Array are written as shortest float32 text.
 */
export function canonicalJson(value: unknown): string {
  const parts: string[] = [];
  write(value, parts);
  return parts.join("");
}

function numberText(value: number): string {
  return Number.isFinite(value) ? String(value) : "null";
}

function write(value: unknown, parts: string[]): void {
  if (typeof value === "number") parts.push(numberText(value));
  else if (typeof value === "string") parts.push(JSON.stringify(value));
  else if (typeof value === "boolean") parts.push(value ? "true" : "false");
  else if (typeof value !== "object" || value === null) parts.push("null");
  else if (value instanceof Float32Array) writeFloat32(value, parts);
  else if (Array.isArray(value)) writeArray(value, parts);
  else if (ArrayBuffer.isView(value)) writeArray(Array.from(value as unknown as ArrayLike<unknown>), parts);
  else writeObject(value, parts);
}

function writeFloat32(values: Float32Array, parts: string[]): void {
  const texts = Array.from(values, (value) => (Number.isFinite(value) ? shortestFloat32Text(value) : "null"));
  parts.push("[", texts.join(","), "]");
}

function writeArray(values: readonly unknown[], parts: string[]): void {
  parts.push("[");
  for (let i = 0; i < values.length; i++) {
    if (i > 0) parts.push(",");
    write(values[i], parts);
  }
  parts.push("]");
}

function writeObject(value: object, parts: string[]): void {
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  entries.sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0));
  parts.push("{");
  entries.forEach(([key, member], index) => {
    parts.push(index > 0 ? "," : "", JSON.stringify(key), ":");
    write(member, parts);
  });
  parts.push("}");
}
