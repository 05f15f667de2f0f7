import type { ObjectShape, Shape } from "./shape.ts";
import { version3 } from "./version-3.ts";

const { data, ...others } = version3.fields;
const fieldsOfVersion3 = (data as ObjectShape).fields;

const byColumn = (kind: string): ObjectShape => ({
  kind: "object",
  fields: { kind: { kind: "one-of", values: [kind] }, column: { kind: "text" } },
});

const censoring: Shape = {
  kind: "variants",
  variants: { event: byColumn("event"), upper: byColumn("upper") },
};

/** Version 4: the target is censored by a column. Frozen like every version. */
export const version4: ObjectShape = {
  kind: "object",
  fields: {
    ...others,
    version: { kind: "one-of", values: [4] },
    data: { kind: "object", fields: { ...fieldsOfVersion3, censoring } },
  },
};
