import type { ObjectShape, Shape } from "./shape.ts";

const textOrNull: Shape = { kind: "nullable", of: { kind: "text" } };
const texts: Shape = { kind: "list", of: { kind: "text" }, atLeast: 0 };
const decimal: Shape = { kind: "one-of", values: [".", ","] };
const thousands: Shape = { kind: "nullable", of: { kind: "one-of", values: [",", ".", " ", "'"] } };

/** A recipe for reading as version 2 holds it. Frozen with it. */
export const readRecipeShape: ObjectShape = {
  kind: "object",
  fields: {
    format: { kind: "one-of", values: ["delimited", "excel", "parquet", "json", "arff", "libsvm"] },
    packing: { kind: "nullable", of: { kind: "one-of", values: ["gzip", "zip"] } },
    part: textOrNull,
    encoding: { kind: "one-of", values: ["utf-8", "utf-16le", "utf-16be", "windows-1252"] },
    delimiter: { kind: "one-of", values: [",", ";", "\t", "|", " "] },
    quote: { kind: "nullable", of: { kind: "one-of", values: ['"', "'"] } },
    escape: { kind: "nullable", of: { kind: "one-of", values: ["\\"] } },
    comment: { kind: "nullable", of: { kind: "one-of", values: ["#", "%", "//"] } },
    skippedLines: { kind: "whole", min: 0, max: 1_000_000 },
    hasHeader: { kind: "boolean" },
    decimal,
    thousands,
    missing: texts,
    columns: {
      kind: "list",
      atLeast: 0,
      of: {
        kind: "object",
        fields: { name: { kind: "text" } },
        optional: {
          kind: { kind: "one-of", values: ["number", "text"] },
          decimal,
          thousands,
          affix: { kind: "text" },
          missing: texts,
        },
      },
    },
  },
};
