import type { ObjectShape } from "./shape.ts";
import { version2 } from "./version-2.ts";

const { runs, ...others } = version2.fields;
const runOfVersion2 = (runs as { readonly of: ObjectShape }).of;

/** Version 3: runs may be branches, whose first rounds were trained with other settings. Frozen like every version. */
export const version3: ObjectShape = {
  kind: "object",
  fields: {
    ...others,
    version: { kind: "one-of", values: [3] },
    runs: {
      kind: "list",
      atLeast: 1,
      of: {
        ...runOfVersion2,
        optional: {
          stages: {
            kind: "list",
            atLeast: 1,
            of: {
              kind: "object",
              fields: { values: { kind: "values" }, until: { kind: "whole", min: 1, max: 100_000 } },
            },
          },
        },
      },
    },
  },
};
