import type { ObjectShape, Shape } from "./shape.ts";
import { version6 } from "./version-6.ts";

const { runs, split, ...others } = version6.fields;
const { fields, optional = {} } = split as ObjectShape;
const run = (runs as { readonly of: ObjectShape }).of;
const { engine, values, objective, distribution, score } = run.fields;

const members: Shape = {
  kind: "list",
  atLeast: 2,
  of: { kind: "object", fields: { engine, values, objective, distribution, score } as ObjectShape["fields"] },
};

const conformal: Shape = {
  kind: "object",
  fields: {},
  optional: {
    level: { kind: "number", min: 0.01, max: 0.999 },
    method: { kind: "one-of", values: ["absolute", "normalised", "cqr", "lac", "aps"] },
  },
};

/**
 * Version 7: runs may be stacks, which have members; intervals and sets may have a level and a method of their own. Frozen
 * like every version.
 */
export const version7: ObjectShape = {
  kind: "object",
  fields: {
    ...others,
    version: { kind: "one-of", values: [7] },
    split: { kind: "object", fields, optional: { ...optional, conformal } },
    runs: { kind: "list", atLeast: 1, of: { ...run, optional: { ...run.optional, members } } },
  },
};
