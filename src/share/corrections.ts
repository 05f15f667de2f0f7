/** A value that a reader chose in place of one that is not allowed: where it stands, as errors name it, and what it becomes. */
export interface Correction {
  /** As in `runs[0].values.max_depth`. */
  readonly path: string;
  readonly value: number;
}

/** A copy of any JSON with these values; a path that leads to nothing changes nothing. */
export function corrected(json: unknown, corrections: readonly Correction[]): unknown {
  return corrections.reduce((now, { path, value }) => {
    const steps = path.split(/\.|\[(\d+)\]/).filter((step) => step !== undefined && step !== "");
    return withValue(now, steps, value);
  }, json);
}

function withValue(json: unknown, [step, ...rest]: readonly string[], value: number): unknown {
  if (step === undefined) return value;
  if (Array.isArray(json)) {
    return json.map((entry, at) => (String(at) === step ? withValue(entry, rest, value) : entry));
  }
  if (typeof json !== "object" || json === null || !Object.hasOwn(json, step)) return json;
  const members = Object.entries(json).map(([name, member]) => [
    name,
    name === step ? withValue(member, rest, value) : member,
  ]);
  return Object.fromEntries(members);
}
