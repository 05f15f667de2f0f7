import { canonicalJson } from "../core/canonical-json.ts";
import type { ParamValues } from "../core/params.ts";
import { sourceById } from "../data/sources/index.ts";
import { rolesOf, type Source } from "../data/sources/source.ts";
import { versionFor } from "../experiment/experiment-version.ts";
import { randomSplit } from "../experiment/random-split.ts";
import type { Experiment } from "../experiment/spec.ts";

type JsonObject = { readonly [name: string]: unknown };

/** Metrics by task as the page computes them. Frozen with version 1 of the defaults. */
const METRICS: { readonly [task: string]: readonly string[] } = {
  regression: ["rmse", "mae", "r2"],
  binary: ["logloss", "error", "auc"],
  multiclass: ["mlogloss", "merror"],
  survival: ["nll", "concordance"],
  multioutput: ["arrmse", "ar2"],
  ranking: ["ndcg", "ndcg@5", "map"],
};

const ROUNDS = 120;
const SEED = 42;

/** What a run has when a link does not say otherwise. */
const RUN = {
  without: [],
  values: {},
  objective: null,
  distribution: null,
  score: null,
  rounds: ROUNDS,
  earlyStopping: null,
};

const DATA = {
  fingerprint: null,
  reading: null,
  sample: null,
  ignored: [],
  categorical: [],
  dates: [],
  dropFailing: [],
  weight: null,
};

/**
 * The experiment without what is as usual. Version 1 of the defaults, frozen like the links that count on it: other
 * defaults, or other roles of a built-in table, are a new version.
 */
export function withoutDefaults(experiment: Experiment): JsonObject {
  const { source } = experiment.data;
  const data = difference(dataDefaults(source), experiment.data);
  const runs = experiment.runs.map((run) => difference(RUN, run));
  const rest = difference(topDefaults(source, experiment.task), { ...experiment, data: null, runs: null });
  const isUsual = experiment.version === versionFor(experiment.data, experiment.runs, experiment.split);
  return { ...without(rest, isUsual ? ["data", "runs", "version"] : ["data", "runs"]), data, runs };
}

/** Any JSON value: what `withoutDefaults` left out is there again. Throws data.source-unknown. */
export function withDefaults(json: unknown): unknown {
  if (!isObject(json)) return json;
  const { data, runs, task, version } = json;
  const source = isObject(data) && isObject(data.source) ? data.source : {};
  if (isObject(data) && data.target === undefined) requireKnown(source);
  const whole: JsonObject = {
    ...fill(topDefaults(source, task), without(json, ["data", "runs"])),
    data: fill(dataDefaults(source), data),
    runs: Array.isArray(runs) ? runs.map((run) => fill(RUN, run)) : runs,
  };
  return version === undefined ? { ...whole, version: versionOf(whole) } : whole;
}

function topDefaults(source: JsonObject, task: unknown): JsonObject {
  const builtIn = builtInOf(source);
  const usualTask = builtIn?.roles.task;
  const metricTask = typeof task === "string" ? task : (usualTask ?? "");
  const metrics = Object.hasOwn(METRICS, metricTask) ? METRICS[metricTask] : [];
  const split = { ...randomSplit(0.2, 0.2), ...builtIn?.source.split };
  const known = { numerics: 1, split, metrics, stopMetric: null, seed: SEED };
  return usualTask === undefined ? known : { ...known, task: usualTask };
}

function dataDefaults(source: JsonObject): JsonObject {
  if (!isBuiltIn(source)) return DATA;
  const usual = { ...DATA, source: { kind: "builtin", values: {} } };
  const builtIn = builtInOf(source);
  if (builtIn === null) return usual;
  const { target, ignored, categorical, dates = [], weight, query, targets } = builtIn.roles;
  return {
    ...usual,
    target,
    ignored,
    categorical,
    dates,
    weight,
    ...(query !== undefined && { query }),
    ...(targets !== undefined && { targets }),
  };
}

const isBuiltIn = ({ kind = "builtin" }: JsonObject) => kind === "builtin";

/** A table that ships with the page, with the roles that go with its values; null = another one, or not known here. */
function builtInOf(given: JsonObject) {
  const { id, values } = given;
  if (!isBuiltIn(given) || typeof id !== "string") return null;
  const source = knownSource(id);
  return source === null
    ? null
    : { source, roles: rolesOf(source, (isObject(values) ? values : {}) as ParamValues) };
}

/** Null for a table of a newer version, whose roles an experiment then has to name itself. */
function knownSource(id: string): Source | null {
  try {
    return sourceById(id);
  } catch {
    return null;
  }
}

/** Whose roles are the usual ones has to be known here. */
function requireKnown(source: JsonObject): void {
  if (isBuiltIn(source) && typeof source.id === "string") sourceById(source.id);
}

/** Deep: members of objects that are as usual are left out; lists and single values count as a whole. */
function difference(usual: JsonObject, value: JsonObject | object): JsonObject {
  const kept: [string, unknown][] = [];
  for (const [name, member] of Object.entries(value)) {
    const other = Object.hasOwn(usual, name) ? usual[name] : undefined;
    if (other !== undefined && canonicalJson(other) === canonicalJson(member)) continue;
    kept.push([name, isObject(other) && isObject(member) ? difference(other, member) : member]);
  }
  return Object.fromEntries(kept);
}

function fill(usual: JsonObject, value: unknown): JsonObject {
  if (!isObject(value)) return value as JsonObject;
  const filled = Object.entries(value).map(([name, member]) => {
    const other = Object.hasOwn(usual, name) ? usual[name] : undefined;
    return [name, isObject(other) ? fill(other, member) : member] as const;
  });
  // entries make own members of any name, so that none can reach a prototype
  return Object.fromEntries([...Object.entries(usual), ...filled]);
}

function without(json: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(json).filter(([name]) => !names.includes(name)));
}

function versionOf({ data, runs, split }: JsonObject): number {
  const shape = { data: isObject(data) ? data : {}, runs: Array.isArray(runs) ? runs.filter(isObject) : [] };
  const shares = isObject(split) ? split : {};
  return versionFor(shape.data as object, shape.runs as unknown as Experiment["runs"], shares as object);
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
