import { engineById } from "../boosting/engines/index.ts";
import type { ParamValue, ParamValues } from "../core/params.ts";
import type { Table } from "../core/table.ts";
import type { Task } from "../core/task.ts";
import { inferTask } from "../data/suggest-roles.ts";
import type { Experiment, RunSpec } from "../experiment/spec.ts";
import type { Flags } from "./read-flags.ts";
import { usageError } from "./usage-error.ts";

const TASKS: readonly Task[] = ["regression", "binary", "multiclass"];
const DEFAULT_ROUNDS = 100;
/** As in a published experiment. */
const MAX_ROUNDS = 100_000;
const DEFAULT_TEST_SHARE = 0.2;
const EARLY_STOPPING_VALIDATION_SHARE = 0.1;

/** The experiment that the flags of `train` describe, for the table that was read. */
export function experimentFromFlags(flags: Flags, table: Table, name: string): Experiment {
  const target = flags.required("target");
  const run = runFromFlags(flags);
  const hasTestFile = flags.has("test");
  const defaultValidation = run.earlyStopping === null ? 0 : EARLY_STOPPING_VALIDATION_SHARE;
  if (hasTestFile && flags.has("test-fraction")) {
    throw usageError("--test and --test-fraction exclude each other.");
  }
  return {
    version: 1,
    numerics: 1,
    data: {
      source: { kind: "file", name },
      fingerprint: null,
      target,
      ignored: flags.names("ignore"),
      categorical: flags.names("categorical"),
      weight: flags.text("weight"),
    },
    task: taskFromFlags(flags) ?? inferTask(table, target),
    split: {
      kind: "fractions",
      validation: flags.share("valid-fraction") ?? defaultValidation,
      test: hasTestFile ? 0 : (flags.share("test-fraction") ?? DEFAULT_TEST_SHARE),
    },
    runs: [run],
    metrics: flags.list("metric"),
    stopMetric: null,
    seed: flags.whole("seed", 0) ?? 0,
  };
}

function taskFromFlags(flags: Flags): Task | null {
  const given = flags.text("task");
  if (given === null) return null;
  const task = TASKS.find((candidate) => candidate === given);
  if (task === undefined) throw usageError(`There is no task "${given}". Known are: ${TASKS.join(", ")}.`);
  return task;
}

function runFromFlags(flags: Flags): RunSpec {
  const engine = flags.required("engine");
  engineById(engine);
  return {
    engine,
    values: valuesFromFlags(flags.list("set")),
    objective: flags.text("objective"),
    distribution: flags.text("distribution"),
    score: flags.text("score"),
    rounds: flags.whole("rounds", 1, MAX_ROUNDS) ?? DEFAULT_ROUNDS,
    earlyStopping: flags.whole("early-stopping", 1, MAX_ROUNDS),
  };
}

/** `name=value`; numbers and true/false are read as such, the engine's parameters decide what is allowed. */
export function valuesFromFlags(settings: readonly string[]): ParamValues {
  const values = new Map<string, ParamValue>();
  for (const setting of settings) {
    const at = setting.indexOf("=");
    const name = setting.slice(0, at).trim();
    if (at < 1 || name === "" || setting.slice(at + 1).trim() === "")
      throw usageError(`--set takes name=value, such as max_depth=4, not "${setting}".`);
    if (values.has(name)) throw usageError(`--set gives ${name} twice.`);
    values.set(name, settingValue(setting.slice(at + 1).trim()));
  }
  return Object.fromEntries(values);
}

function settingValue(text: string): ParamValue {
  if (text === "true" || text === "false") return text === "true";
  const number = Number(text);
  return text !== "" && Number.isFinite(number) ? number : text;
}
