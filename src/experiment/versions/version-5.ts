import type { ObjectShape, Shape } from "./shape.ts";
import { version4 } from "./version-4.ts";

const { data, split, ...others } = version4.fields;
const { censoring, ...fieldsOfData } = (data as ObjectShape).fields;

const fold: Shape = {
  kind: "object",
  fields: { at: { kind: "whole", min: 0, max: 99 }, of: { kind: "whole", min: 2, max: 100 } },
};

/** Version 5: the test rows may be one of several folds. Frozen like every version. */
export const version5: ObjectShape = {
  kind: "object",
  fields: {
    ...others,
    version: { kind: "one-of", values: [5] },
    data: { kind: "object", fields: fieldsOfData, ...(censoring && { optional: { censoring } }) },
    split: { kind: "object", fields: (split as ObjectShape).fields, optional: { fold } },
  },
};
