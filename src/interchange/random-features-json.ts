import {
  featureCount,
  type RandomFeatures,
  type ResidualBlock,
  representationWidth,
  type TopModel,
} from "../boosting/learners/random-features/residual-block.ts";
import type { ModelHeader } from "../boosting/model-file.ts";
import { floatsFromText, floatsToText } from "./float-text.ts";
import { type JsonObject, malformed, readInteger, readObject } from "./json-value.ts";

const MOST_FEATURES = 4096;

const featuresToJson = ({ inputs, width, weights, biases }: RandomFeatures) => ({
  inputs,
  width,
  weights: floatsToText(weights),
  biases: floatsToText(biases),
});

/** A block with its numbers as text. */
export function blockToJson(block: ResidualBlock): unknown {
  const { upscale, ofRepresentation, ofInputs, areAdded, step, shift, top } = block;
  return {
    upscale: upscale && featuresToJson(upscale),
    ofRepresentation: featuresToJson(ofRepresentation),
    ofInputs: ofInputs && featuresToJson(ofInputs),
    areAdded,
    step: floatsToText(step),
    shift: floatsToText(shift),
    top: { weights: floatsToText(top.weights), biases: floatsToText(top.biases) },
  };
}

/** A block that fits the model: its inputs, and the representation that `before`, the block of the round before, hands on. */
export function blockFromJson(
  value: unknown,
  path: string,
  header: ModelHeader,
  before: ResidualBlock | null,
): ResidualBlock {
  const json = readObject(value, path);
  const columns = header.inputs?.columns.length ?? 0;
  const upscale = optionalFeatures(json, "upscale", path, columns);
  if (upscale !== null && before !== null) throw malformed(`${path}.upscale`, "null after the first round");
  const width = before === null ? (upscale?.width ?? columns) : representationWidth(before);
  const ofRepresentation = featuresFromJson(json.ofRepresentation, `${path}.ofRepresentation`, width);
  const ofInputs = optionalFeatures(json, "ofInputs", path, columns);
  const { areAdded } = json;
  if (typeof areAdded !== "boolean") throw malformed(`${path}.areAdded`, "true or false");
  if (areAdded && ofInputs?.width !== ofRepresentation.width) {
    throw malformed(`${path}.ofInputs.width`, String(ofRepresentation.width));
  }
  const features = featureCount({ ofRepresentation, ofInputs, areAdded });
  return {
    upscale,
    ofRepresentation,
    ofInputs,
    areAdded,
    step: floatsFromText(json.step, `${path}.step`, features * width),
    shift: floatsFromText(json.shift, `${path}.shift`, width),
    top: topFromJson(json.top, `${path}.top`, width, header.outputs.scoreCount),
  };
}

function optionalFeatures(
  json: JsonObject,
  key: string,
  path: string,
  inputs: number,
): RandomFeatures | null {
  return json[key] === null ? null : featuresFromJson(json[key], `${path}.${key}`, inputs);
}

function featuresFromJson(value: unknown, path: string, inputs: number): RandomFeatures {
  const json = readObject(value, path);
  const width = readInteger(json.width, `${path}.width`, 1, MOST_FEATURES);
  return {
    inputs: readInteger(json.inputs, `${path}.inputs`, inputs, inputs),
    width,
    weights: floatsFromText(json.weights, `${path}.weights`, inputs * width),
    biases: floatsFromText(json.biases, `${path}.biases`, width),
  };
}

function topFromJson(value: unknown, path: string, width: number, outputs: number): TopModel {
  const json = readObject(value, path);
  return {
    weights: floatsFromText(json.weights, `${path}.weights`, width * outputs),
    biases: floatsFromText(json.biases, `${path}.biases`, outputs),
  };
}
