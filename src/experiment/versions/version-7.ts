import type { ObjectShape, Shape } from "./shape.ts";
import { version6 } from "./version-6.ts";

const { split, ...others } = version6.fields;
const { fields, optional = {} } = split as ObjectShape;

const conformal: Shape = {
  kind: "object",
  fields: {},
  optional: {
    level: { kind: "number", min: 0.01, max: 0.999 },
    method: { kind: "one-of", values: ["absolute", "normalised", "cqr", "lac", "aps"] },
  },
};

/** Version 7: intervals and sets may have a level and a method of their own. Frozen like every version. */
export const version7: ObjectShape = {
  kind: "object",
  fields: {
    ...others,
    version: { kind: "one-of", values: [7] },
    split: { kind: "object", fields, optional: { ...optional, conformal } },
  },
};
