import type { ObjectShape, Shape } from "./shape.ts";
import { version5 } from "./version-5.ts";

const { data, ...others } = version5.fields;
const { fields, optional = {} } = data as ObjectShape;

const targets: Shape = { kind: "list", of: { kind: "text" }, atLeast: 1 };

/** Version 6: there may be targets beside the first one, or rows that are the documents of queries. Frozen like every version. */
export const version6: ObjectShape = {
  kind: "object",
  fields: {
    ...others,
    version: { kind: "one-of", values: [6] },
    data: { kind: "object", fields, optional: { ...optional, targets, query: { kind: "text" } } },
  },
};
