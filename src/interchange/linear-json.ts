import type { LinearModel } from "../boosting/learners/linear/linear-model.ts";
import type { ModelHeader } from "../boosting/model-file.ts";
import { malformed, readArray, readFinite, readObject } from "./json-value.ts";

/** A linear model that fits the model's inputs. Its numbers stand in the file as they are. */
export function linearFromJson(value: unknown, path: string, { inputs }: ModelHeader): LinearModel {
  if (inputs === undefined) throw malformed("header.inputs", "how the learners see rows");
  const json = readObject(value, path);
  const list = readArray(json.coefficients, `${path}.coefficients`);
  const { length } = inputs.columns;
  if (list.length !== length) throw malformed(`${path}.coefficients`, `a list of ${length}`);
  return {
    intercept: readFinite(json.intercept, `${path}.intercept`),
    coefficients: Float64Array.from(list, (item, index) =>
      readFinite(item, `${path}.coefficients[${index}]`),
    ),
  };
}
