import type { ObjectShape } from "./shape.ts";
import { version5 } from "./version-5.ts";

const { data, ...others } = version5.fields;
const { fields, optional = {} } = data as ObjectShape;

/** Version 6: rows may be the documents of queries. Frozen like every version. */
export const version6: ObjectShape = {
  kind: "object",
  fields: {
    ...others,
    version: { kind: "one-of", values: [6] },
    data: { kind: "object", fields, optional: { ...optional, query: { kind: "text" } } },
  },
};
