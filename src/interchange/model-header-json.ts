import { familyEntry } from "../boosting/distributions/index.ts";
import type { MemberHeader, ModelHeader } from "../boosting/model-file.ts";
import type { ModelOutputs } from "../boosting/outputs.ts";
import { LabError } from "../core/errors.ts";
import type { ParamValue, ParamValues } from "../core/params.ts";
import type { Task } from "../core/task.ts";
import type { DateOrder, DatePart } from "../data/column-type.ts";
import type { Encoder, FeatureEncoding } from "../data/encoder.ts";
import {
  type JsonObject,
  malformed,
  readArray,
  readFinite,
  readInteger,
  readObject,
  readOneOf,
  readText,
  readTexts,
} from "./json-value.ts";
import { requireNoStack } from "./members-json.ts";
import { inputLayerFromJson } from "./net-json.ts";

const TASKS: readonly Task[] = ["regression", "binary", "multiclass", "ranking", "survival", "multioutput"];
const LINKS = ["identity", "logistic", "softmax", "baseline-softmax", "distribution", "joint"] as const;
const MAX_SCORES = 65_536;
const DATE_ORDERS: readonly DateOrder[] = ["iso", "dmy", "mdy"];
const DATE_PARTS: readonly DatePart[] = ["ordinal", "year", "month", "day", "weekday", "hour"];

export function headerFromJson(value: unknown): ModelHeader {
  const json = readObject(value, "header");
  if (json.format !== "boosting-lab-model") throw malformed("header.format", '"boosting-lab-model"');
  if (json.version !== 1 || json.numerics !== 1) throw newerVersion();
  const task = readOneOf(json.task, "header.task", TASKS);
  const outputs = outputsFromJson(json.outputs, task);
  const baseScores = readArray(json.baseScores, "header.baseScores").map((score, index) =>
    readFinite(score, `header.baseScores[${index}]`),
  );
  if (baseScores.length !== outputs.scoreCount) {
    throw malformed("header.baseScores", `a list of ${outputs.scoreCount}`);
  }
  const encoder = encoderFromJson(json.encoder, task);
  const engine = readText(json.engine, "header.engine");
  const header: ModelHeader = {
    format: "boosting-lab-model",
    version: 1,
    numerics: 1,
    engine,
    task,
    loss: lossFromJson(json.loss),
    values: valuesFromJson(json.values),
    outputs,
    baseScores,
    encoder,
    ...(json.inputs === undefined
      ? {}
      : { inputs: inputLayerFromJson(json.inputs, "header.inputs", encoder.features, engine) }),
  };
  if (json.members === undefined) return header;
  return { ...header, members: readArray(json.members, "header.members").map(memberOf(json)) };
}

/** Each member is read as the header of a model with the stack's encoder. */
function memberOf(stack: JsonObject) {
  return (value: unknown, k: number): MemberHeader => {
    const own = readObject(value, `header.members[${k}]`);
    const { inputs: _, members: __, ...shared } = stack;
    const { engine, loss, values, outputs, baseScores, inputs } = headerFromJson({ ...shared, ...own });
    requireNoStack({ engine }, `header.members[${k}]`);
    return { engine, loss, values, outputs, baseScores, ...(inputs && { inputs }) };
  };
}

function newerVersion(): LabError {
  return new LabError(
    "model.malformed",
    "The model file is of a version that this Boosting Lab does not read. Nothing was opened. Update Boosting Lab and try again.",
    { path: "header.version" },
  );
}

function lossFromJson(value: unknown): ModelHeader["loss"] {
  const json = readObject(value, "header.loss");
  if ("objective" in json) return { objective: readText(json.objective, "header.loss.objective") };
  return {
    distribution: readText(json.distribution, "header.loss.distribution"),
    score: readText(json.score, "header.loss.score"),
  };
}

function valuesFromJson(value: unknown): ParamValues {
  const entries = Object.entries(readObject(value, "header.values"));
  for (const [id, given] of entries) {
    const isScalar = typeof given === "string" || typeof given === "boolean" || given === null;
    if (!isScalar) readFinite(given, `header.values.${id}`);
  }
  return Object.fromEntries(entries as [string, ParamValue][]);
}

function outputsFromJson(value: unknown, task: Task): ModelOutputs {
  const path = "header.outputs";
  const json = readObject(value, path);
  const kind = readOneOf(json.kind, `${path}.kind`, ["point", "classes", "distribution", "joint"]);
  const link = readOneOf(json.link, `${path}.link`, LINKS);
  if (json.task !== task) throw malformed(`${path}.task`, `"${task}", as in the header`);
  const scoreCount = readInteger(json.scoreCount, `${path}.scoreCount`, 1, MAX_SCORES);
  const names = json.classNames === undefined ? null : readTexts(json.classNames, `${path}.classNames`);
  const targets = json.outputNames === undefined ? null : readTexts(json.outputNames, `${path}.outputNames`);
  if (kind !== "joint" && (task === "multioutput" || targets !== null) && targets?.length !== scoreCount) {
    throw malformed(`${path}.outputNames`, "one name for each raw score");
  }
  if ((kind === "joint" && task !== "multioutput") || (kind === "distribution" && task === "multioutput")) {
    throw malformed(`${path}.kind`, task === "multioutput" ? '"point" or "joint"' : "that of one target");
  }
  checkOutputs({ kind, link, scoreCount, classCount: names?.length ?? 0 });
  if (kind === "distribution" || kind === "joint") {
    checkDistribution(json.distribution, scoreCount, kind === "joint" ? (targets?.length ?? 0) : 1);
  }
  return {
    kind,
    task,
    scoreCount,
    link,
    ...(names === null ? {} : { classNames: names }),
    ...(targets === null ? {} : { outputNames: targets }),
    ...(json.distribution === undefined
      ? {}
      : { distribution: readText(json.distribution, `${path}.distribution`) }),
  };
}

/** A family of so many numbers, with as many parameters as there are raw scores. */
function checkDistribution(id: unknown, scoreCount: number, targetCount: number): void {
  const path = "header.outputs.distribution";
  const entry = familyEntry(readText(id, path));
  const { targetCounts: [least, most] = [1, 1] } = entry;
  if (
    entry.tasks[0] !== (most > 1 ? "multioutput" : "regression") ||
    targetCount < least ||
    targetCount > most
  ) {
    throw malformed(path, `a distribution of ${targetCount === 1 ? "numbers" : `${targetCount} targets`}`);
  }
  const count = entry.parameterCount(0, targetCount);
  if (count !== scoreCount) {
    throw malformed("header.outputs.scoreCount", `${count}, as ${entry.id} has parameters`);
  }
}

interface OutputShape {
  readonly kind: ModelOutputs["kind"];
  readonly link: ModelOutputs["link"];
  readonly scoreCount: number;
  readonly classCount: number;
}

/** What a link makes of the raw scores must be what the kind promises. */
function checkOutputs({ kind, link, scoreCount, classCount }: OutputShape): void {
  const path = "header.outputs";
  const wanted = {
    identity: "point",
    logistic: "classes",
    softmax: "classes",
    "baseline-softmax": "classes",
    distribution: "distribution",
    joint: "joint",
  };
  if (wanted[link] !== kind) throw malformed(`${path}.kind`, `"${wanted[link]}" for the link "${link}"`);
  if (link === "logistic" && (scoreCount !== 1 || classCount !== 2)) {
    throw malformed(path, "one raw score and two classes");
  }
  if (link === "softmax" && (scoreCount !== classCount || classCount < 2)) {
    throw malformed(path, "one raw score for each class");
  }
  if (link === "baseline-softmax" && (scoreCount !== classCount - 1 || classCount < 2)) {
    throw malformed(path, "one raw score for each class but the first");
  }
}

function encoderFromJson(value: unknown, task: Task): Encoder {
  const path = "header.encoder";
  const json = readObject(value, path);
  const target = readObject(json.target, `${path}.target`);
  if (target.task !== task) throw malformed(`${path}.target.task`, `"${task}", as in the header`);
  const classNames = target.classNames;
  const features = readArray(json.features, `${path}.features`).map((feature, index) =>
    featureFromJson(readObject(feature, `${path}.features[${index}]`), `${path}.features[${index}]`),
  );
  return {
    features,
    target: {
      name: readText(target.name, `${path}.target.name`),
      ...(target.further === undefined
        ? {}
        : { further: readTexts(target.further, `${path}.target.further`) }),
      task,
      classNames: classNames === null ? null : readTexts(classNames, `${path}.target.classNames`),
      ...(target.censoring === undefined
        ? {}
        : { censoring: censoringFromJson(target.censoring, `${path}.target.censoring`) }),
    },
    weight: json.weight === null ? null : readText(json.weight, `${path}.weight`),
    ...(json.query === undefined ? {} : { query: readText(json.query, `${path}.query`) }),
  };
}

function featureFromJson(json: JsonObject, path: string): FeatureEncoding {
  const kind = readOneOf(json.kind, `${path}.kind`, ["numeric", "categorical"]);
  const name = readText(json.name, `${path}.name`);
  if (kind === "numeric")
    return json.date === undefined
      ? { kind, name }
      : { kind, name, date: dateFromJson(json.date, `${path}.date`) };
  return { kind, name, categories: readTexts(json.categories, `${path}.categories`) };
}

function censoringFromJson(value: unknown, path: string) {
  const json = readObject(value, path);
  return {
    kind: readOneOf(json.kind, `${path}.kind`, ["event", "upper"]),
    column: readText(json.column, `${path}.column`),
  };
}

function dateFromJson(value: unknown, path: string) {
  const json = readObject(value, path);
  return {
    column: readText(json.column, `${path}.column`),
    order: readOneOf(json.order, `${path}.order`, DATE_ORDERS),
    part: readOneOf(json.part, `${path}.part`, DATE_PARTS),
  };
}
