import type { ObjectShape, Shape } from "./shape.ts";

const text: Shape = { kind: "text" };
const textOrNull: Shape = { kind: "nullable", of: text };
const texts: Shape = { kind: "list", of: text, atLeast: 0 };

/** Version 1 of a published experiment. Frozen: links in the world have this form. A change is a new version. */
export const version1: ObjectShape = {
  kind: "object",
  fields: {
    version: { kind: "one-of", values: [1] },
    numerics: { kind: "one-of", values: [1] },
    data: {
      kind: "object",
      fields: {
        source: {
          kind: "variants",
          variants: {
            builtin: {
              kind: "object",
              fields: { kind: { kind: "one-of", values: ["builtin"] }, id: text, values: { kind: "values" } },
            },
            file: { kind: "object", fields: { kind: { kind: "one-of", values: ["file"] }, name: text } },
          },
        },
        fingerprint: textOrNull,
        target: text,
        ignored: texts,
        categorical: texts,
        weight: textOrNull,
      },
    },
    task: {
      kind: "one-of",
      values: ["regression", "binary", "multiclass", "ranking", "survival", "multioutput"],
    },
    split: {
      kind: "object",
      fields: {
        kind: { kind: "one-of", values: ["fractions"] },
        validation: { kind: "number", min: 0, max: 0.9 },
        test: { kind: "number", min: 0, max: 0.9 },
      },
    },
    runs: {
      kind: "list",
      atLeast: 1,
      of: {
        kind: "object",
        fields: {
          engine: text,
          values: { kind: "values" },
          objective: textOrNull,
          distribution: textOrNull,
          score: textOrNull,
          rounds: { kind: "whole", min: 1, max: 100_000 },
          earlyStopping: { kind: "nullable", of: { kind: "whole", min: 1, max: 100_000 } },
        },
      },
    },
    metrics: texts,
    stopMetric: textOrNull,
    seed: { kind: "whole", min: 0, max: Number.MAX_SAFE_INTEGER },
  },
};
