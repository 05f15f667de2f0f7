import { embeddingShapes } from "../boosting/learners/net/embeddings/index.ts";
import { type InputColumn, type InputLayer, inputCount } from "../boosting/learners/net/input-layer.ts";
import {
  type EmbeddingShape,
  type Net,
  type NetShape,
  type NetState,
  netLayout,
  penultimateWidth,
} from "../boosting/learners/net/net.ts";
import type { ModelHeader } from "../boosting/model-file.ts";
import type { Correction } from "../boosting/round-record.ts";
import { activationIds } from "../compute/net-kernel.ts";
import type { FeatureEncoding } from "../data/encoder.ts";
import { floatsFromText, floatsToText } from "./float-text.ts";
import {
  malformed,
  readArray,
  readFinite,
  readInteger,
  readIntegers,
  readObject,
  readOneOf,
} from "./json-value.ts";

const MOST_UNITS = 4096;
const MOST_INPUTS = 1_000_000;
const MOST_SIZE = 64;

const stateToJson = ({ parameters, statistics }: NetState) => ({
  parameters: floatsToText(parameters),
  statistics: floatsToText(statistics),
});

/** A net with its numbers as text. */
export function netToJson(net: Net): unknown {
  return { ...net, ...stateToJson(net) };
}

export function correctionToJson(correction: Correction): unknown {
  return { ...correction, nets: correction.nets.map(stateToJson) };
}

/** A net that fits the model: its inputs, and what `before`, the net of the round before, hands on. */
export function netFromJson(value: unknown, path: string, header: ModelHeader, before: NetShape | null): Net {
  const json = readObject(value, path);
  const columns = header.inputs?.columns ?? [];
  const inputs = inputCount(columns);
  const embeddings = embeddingShapes(columns);
  const most = before === null ? 0 : penultimateWidth(before);
  const integer = (key: string, min: number, max: number) =>
    readInteger(json[key], `${path}.${key}`, min, max);
  const hidden = readArray(json.hidden, `${path}.hidden`);
  if (hidden.length < 1 || hidden.length > 3) throw malformed(`${path}.hidden`, "one to three layers");
  const handedOn = integer("handedOn", 0, most);
  if (handedOn !== 0 && handedOn !== most) throw malformed(`${path}.handedOn`, `0 or ${most}`);
  if (typeof json.batchNorm !== "boolean") throw malformed(`${path}.batchNorm`, "true or false");
  const shape: NetShape = {
    inputs: integer("inputs", inputs, inputs),
    ...(embeddings && { embeddings: embeddingsFromJson(json.embeddings, `${path}.embeddings`, embeddings) }),
    handedOn,
    hidden: hidden.map((units, layer) => readInteger(units, `${path}.hidden[${layer}]`, 1, MOST_UNITS)),
    outputs: integer("outputs", header.outputs.scoreCount, header.outputs.scoreCount),
    activation: readOneOf(json.activation, `${path}.activation`, activationIds),
    batchNorm: json.batchNorm,
  };
  return { ...shape, ...stateFromJson(json, path, shape) };
}

/** Those of the input layer, said again by the net. */
function embeddingsFromJson(
  value: unknown,
  path: string,
  known: readonly EmbeddingShape[],
): EmbeddingShape[] {
  const shapes = readArray(value, path);
  if (shapes.length !== known.length) throw malformed(path, `a list of ${known.length}`);
  return known.map(({ entries, size }, at) => {
    const shape = readObject(shapes[at], `${path}[${at}]`);
    return {
      entries: readInteger(shape.entries, `${path}[${at}].entries`, entries, entries),
      size: readInteger(shape.size, `${path}[${at}].size`, size, size),
    };
  });
}

function stateFromJson(value: unknown, path: string, shape: NetShape): NetState {
  const json = readObject(value, path);
  const layout = netLayout(shape);
  return {
    parameters: floatsFromText(json.parameters, `${path}.parameters`, layout.parameterCount),
    statistics: floatsFromText(json.statistics, `${path}.statistics`, layout.statisticCount),
  };
}

/** `nets`: of all rounds so far. */
export function correctionFromJson(value: unknown, path: string, nets: readonly NetShape[]): Correction {
  const json = readObject(value, path);
  const states = readArray(json.nets, `${path}.nets`);
  if (states.length !== nets.length) throw malformed(`${path}.nets`, `a list of ${nets.length}`);
  const loss = (key: string) => (json[key] === null ? null : readFinite(json[key], `${path}.${key}`));
  return {
    lossBefore: loss("lossBefore"),
    lossAfter: loss("lossAfter"),
    nets: states.map((state, index) => stateFromJson(state, `${path}.nets[${index}]`, nets[index]!)),
  };
}

export function inputLayerFromJson(
  value: unknown,
  path: string,
  features: readonly FeatureEncoding[],
  engine: string,
): InputLayer {
  const json = readObject(value, path);
  const columns = readArray(json.columns, `${path}.columns`);
  if (columns.length > MOST_INPUTS) throw malformed(`${path}.columns`, `at most ${MOST_INPUTS} inputs`);
  const inputs = columns.map((column, index) => inputFromJson(column, `${path}.columns[${index}]`, features));
  const first = inputs.findIndex(({ kind }) => kind === "embedding");
  if (first >= 0 && engine !== "grownet") throw malformed(`${path}.columns`, "no embeddings");
  if (first >= 0 && inputs.slice(first).some(({ kind }) => kind !== "embedding")) {
    throw malformed(`${path}.columns`, "embeddings behind all other inputs");
  }
  return {
    columns: inputs,
    clip: json.clip === null ? null : readFinite(json.clip, `${path}.clip`),
    outputScale: readFinite(json.outputScale, `${path}.outputScale`),
    ...(json.spreads === undefined
      ? {}
      : {
          spreads: readArray(json.spreads, `${path}.spreads`).map((spread, k) =>
            readFinite(spread, `${path}.spreads[${k}]`),
          ),
        }),
  };
}

function inputFromJson(value: unknown, path: string, features: readonly FeatureEncoding[]): InputColumn {
  const json = readObject(value, path);
  const kind = readOneOf(json.kind, `${path}.kind`, ["value", "missing", "category", "embedding"]);
  const feature = readInteger(json.feature, `${path}.feature`, 0, features.length - 1);
  if (kind === "missing") return { kind, feature };
  const encoding = features[feature]!;
  const number = (key: string) => readFinite(json[key], `${path}.${key}`);
  if (kind === "value") {
    if (encoding.kind !== "numeric") throw malformed(`${path}.feature`, "a column of numbers");
    return { kind, feature, mean: number("mean"), factor: number("factor"), fill: number("fill") };
  }
  if (encoding.kind !== "categorical") throw malformed(`${path}.feature`, "a column of categories");
  const codesOf = (list: unknown, at: string, min: number) => {
    const codes = readArray(list, at);
    return readIntegers(codes, at, { length: codes.length, min, max: encoding.categories.length - 1 });
  };
  if (kind === "category") return { kind, feature, codes: codesOf(json.codes, `${path}.codes`, 0) };
  const entries = readArray(json.entries, `${path}.entries`);
  if (entries.length === 0) throw malformed(`${path}.entries`, "an entry at the least");
  return {
    kind,
    feature,
    entries: entries.map((codes, entry) => codesOf(codes, `${path}.entries[${entry}]`, -1)),
    size: readInteger(json.size, `${path}.size`, 1, MOST_SIZE),
  };
}
