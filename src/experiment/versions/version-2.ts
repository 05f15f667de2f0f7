import { readRecipeShape } from "./read-recipe-shape.ts";
import type { ObjectShape, Shape } from "./shape.ts";

const text: Shape = { kind: "text" };
const textOrNull: Shape = { kind: "nullable", of: text };
const texts: Shape = { kind: "list", of: text, atLeast: 0 };

/** Version 2: reading, sample, dates, other splits, columns that a run leaves out. Frozen like every version. */
export const version2: ObjectShape = {
  kind: "object",
  fields: {
    version: { kind: "one-of", values: [2] },
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
            url: { kind: "object", fields: { kind: { kind: "one-of", values: ["url"] }, url: text } },
          },
        },
        fingerprint: textOrNull,
        reading: { kind: "nullable", of: readRecipeShape },
        sample: {
          kind: "nullable",
          of: {
            kind: "object",
            fields: {
              rows: { kind: "whole", min: 10, max: 100_000_000 },
              seed: { kind: "whole", min: 0, max: Number.MAX_SAFE_INTEGER },
              stratify: textOrNull,
            },
          },
        },
        target: text,
        ignored: texts,
        categorical: texts,
        dates: {
          kind: "list",
          atLeast: 0,
          of: {
            kind: "object",
            fields: {
              column: text,
              order: { kind: "one-of", values: ["iso", "dmy", "mdy"] },
              parts: {
                kind: "list",
                atLeast: 1,
                of: { kind: "one-of", values: ["ordinal", "year", "month", "day", "weekday", "hour"] },
              },
            },
          },
        },
        dropFailing: texts,
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
        kind: { kind: "one-of", values: ["random", "time", "group", "column"] },
        column: textOrNull,
        validation: { kind: "number", min: 0, max: 0.9 },
        test: { kind: "number", min: 0, max: 0.9 },
        calibration: { kind: "number", min: 0, max: 0.9 },
        duplicatesTogether: { kind: "boolean" },
      },
    },
    runs: {
      kind: "list",
      atLeast: 1,
      of: {
        kind: "object",
        fields: {
          engine: text,
          without: texts,
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
