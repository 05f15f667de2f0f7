import type { ObjectShape, Shape } from "./shape.ts";
import { version6 } from "./version-6.ts";

const { runs, ...others } = version6.fields;
const run = (runs as { readonly of: ObjectShape }).of;
const { engine, values, objective, distribution, score } = run.fields;

const members: Shape = {
  kind: "list",
  atLeast: 2,
  of: { kind: "object", fields: { engine, values, objective, distribution, score } as ObjectShape["fields"] },
};

/** Version 7: runs may be stacks, which have members. Frozen like every version. */
export const version7: ObjectShape = {
  kind: "object",
  fields: {
    ...others,
    version: { kind: "one-of", values: [7] },
    runs: { kind: "list", atLeast: 1, of: { ...run, optional: { ...run.optional, members } } },
  },
};
