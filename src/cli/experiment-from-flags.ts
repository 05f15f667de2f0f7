import { engineById } from "../boosting/engines/index.ts";
import type { ParamValue, ParamValues } from "../core/params.ts";
import type { ReadRecipe, SampleSpec } from "../core/read-recipe.ts";
import type { Table } from "../core/table.ts";
import type { Task } from "../core/task.ts";
import type { Censoring } from "../data/censoring.ts";
import type { DateColumn } from "../data/column-type.ts";
import { typeColumns } from "../data/column-types.ts";
import { inferTask } from "../data/suggest-roles.ts";
import { conformalChoices, LEAST_LEVEL, MOST_LEVEL, withConformal } from "../experiment/conformal-spec.ts";
import { versionFor } from "../experiment/experiment-version.ts";
import type { ConformalSpec, Experiment, MemberSpec, RunSpec, SplitSpec } from "../experiment/spec.ts";
import type { Flags } from "./read-flags.ts";
import { usageError } from "./usage-error.ts";

const TASKS: readonly Task[] = ["regression", "binary", "multiclass", "survival", "multioutput", "ranking"];
const DEFAULT_ROUNDS = 100;
/** As in a published experiment. */
const MAX_ROUNDS = 100_000;
const DEFAULT_TEST_SHARE = 0.2;
const EARLY_STOPPING_VALIDATION_SHARE = 0.1;

/** What the flags of `train` are about: a table that was read, and how. */
export interface FlagsRequest {
  readonly flags: Flags;
  readonly table: Table;
  readonly name: string;
  readonly reading: ReadRecipe;
  readonly sample: SampleSpec | null;
}

export interface DescribedExperiment {
  readonly experiment: Experiment;
  /** What was decided that no flag says. */
  readonly notes: readonly string[];
}

/** The experiment that the flags of `train` describe. */
export function experimentFromFlags({
  flags,
  table,
  name,
  reading,
  sample,
}: FlagsRequest): DescribedExperiment {
  const [target, ...further] = targetsFromFlags(flags) as [string, ...string[]];
  const run = runFromFlags(flags);
  const hasTestFile = flags.has("test");
  const defaultValidation = run.earlyStopping === null ? 0 : EARLY_STOPPING_VALIDATION_SHARE;
  if (hasTestFile && flags.has("test-fraction")) {
    throw usageError("--test and --test-fraction exclude each other.");
  }
  const censoring = censoringFromFlags(flags);
  const targets = further.length > 0 ? { targets: further } : {};
  const query = flags.has("query") ? { query: flags.required("query") } : {};
  const columns = columnsFromFlags(flags, table, [target, ...further]);
  const task =
    taskFromFlags(flags) ??
    (censoring ? "survival" : (impliedTask({ ...targets, ...query }) ?? inferTask(table, target)));
  const plain: SplitSpec = {
    kind: splitKind(flags),
    column: flags.text("split-column"),
    calibration: flags.share("calibration-fraction") ?? 0,
    duplicatesTogether: flags.has("duplicates-together"),
    validation: flags.share("valid-fraction") ?? defaultValidation,
    test: hasTestFile ? 0 : (flags.share("test-fraction") ?? DEFAULT_TEST_SHARE),
  };
  const conformal = ["conformal-level", "conformal-method"].find((flag) => flags.has(flag));
  if (conformal !== undefined && plain.calibration === 0) {
    throw usageError(`--${conformal} needs rows that are kept aside: --calibration-fraction 0.1, say.`);
  }
  const split = withConformal(plain, conformalFromFlags(flags, task, run));
  const experiment: Experiment = {
    version: versionFor({ ...(censoring && { censoring }), ...targets, ...query }, [run], split),
    numerics: 1,
    data: {
      source: { kind: "file", name },
      fingerprint: null,
      reading,
      sample,
      target,
      ...targets,
      ignored: columns.ignored,
      categorical: flags.names("categorical"),
      dates: columns.dates,
      dropFailing: [],
      weight: flags.text("weight"),
      ...(censoring && { censoring }),
      ...query,
    },
    task,
    split,
    runs: [run],
    metrics: flags.list("metric"),
    stopMetric: null,
    seed: flags.whole("seed", 0) ?? 0,
  };
  return { experiment, notes: columns.notes };
}

/** What is asked of the calibration rows; a method that the run has not is refused. */
function conformalFromFlags(flags: Flags, task: Task, { engine }: RunSpec): ConformalSpec {
  const level = flags.share("conformal-level");
  if (level !== null && !(level >= LEAST_LEVEL && level <= MOST_LEVEL)) {
    throw usageError(
      `--conformal-level is ${level}, it has to be a share from ${LEAST_LEVEL} to ${MOST_LEVEL}, such as 0.9.`,
    );
  }
  const asked = level === null ? {} : { level };
  const given = flags.text("conformal-method");
  if (given === null) return asked;
  const choices = conformalChoices(task, engineById(engine).meta.fits === "distribution");
  const method = choices.find((id) => id === given);
  if (method === undefined) {
    const known = choices.length === 0 ? "none, since its targets have no plain errors" : choices.join(", ");
    throw usageError(
      `--conformal-method is "${given}"; for ${engine} and the task ${task} there is ${known}.`,
    );
  }
  return method === choices[0] ? asked : { ...asked, method };
}

/** The task that further roles decide. */
function impliedTask({ targets, query }: Pick<Experiment["data"], "targets" | "query">): Task | null {
  if (query !== undefined) return "ranking";
  return targets === undefined ? null : "multioutput";
}

/** One target, or all of several in order. */
function targetsFromFlags(flags: Flags): readonly string[] {
  if (!flags.has("targets")) return [flags.required("target")];
  if (flags.has("target")) throw usageError("--target and --targets exclude each other.");
  const names = flags.names("targets");
  if (names.length >= 2) return names;
  throw usageError("--targets takes two columns at least, such as --targets a,b. One is named by --target.");
}

function splitKind(flags: Flags): SplitSpec["kind"] {
  const given = flags.text("split");
  const kinds: readonly SplitSpec["kind"][] = ["random", "time", "group", "column"];
  const kind = kinds.find((other) => other === (given ?? "random"));
  if (kind === undefined) throw usageError(`There is no split "${given}". Known are: ${kinds.join(", ")}.`);
  const needsColumn = kind !== "random";
  if (needsColumn === flags.has("split-column")) return kind;
  throw usageError(
    needsColumn
      ? `--split ${kind} needs --split-column.`
      : "--split-column needs --split time, group or column.",
  );
}

/** Dates count as days; texts and ids are left out unless a flag names them. Everything that is decided is said. */
function columnsFromFlags(flags: Flags, table: Table, targets: readonly string[]) {
  const named = new Set([...targets, ...flags.names("categorical"), ...flags.names("use")]);
  for (const flag of ["weight", "event", "label-upper", "query"])
    if (flags.has(flag)) named.add(flags.required(flag));
  const ignored = flags.names("ignore");
  const both = ignored.find((name) => named.has(name));
  if (both !== undefined) {
    throw usageError(`--ignore leaves out "${both}", which another flag takes. Name it in one of them.`);
  }
  const notes: string[] = [];
  const dates: DateColumn[] = [];
  const leftOut: string[] = [];
  for (const { name, type, why, date } of typeColumns(table)) {
    if (named.has(name) || ignored.includes(name)) continue;
    if (date !== null) {
      dates.push(date);
      notes.push(`Column "${name}" holds dates and counts as days. --categorical takes it as categories.`);
    } else if (type === "id" || type === "text") {
      leftOut.push(name);
      notes.push(`Column "${name}" is left out. ${why} --use takes it.`);
    }
  }
  return { ignored: [...ignored, ...leftOut], dates, notes };
}

function taskFromFlags(flags: Flags): Task | null {
  const given = flags.text("task");
  if (given === null) return null;
  const task = TASKS.find((candidate) => candidate === given);
  if (task === undefined) throw usageError(`There is no task "${given}". Known are: ${TASKS.join(", ")}.`);
  return task;
}

function censoringFromFlags(flags: Flags): Censoring | null {
  const [event, upper] = [flags.text("event"), flags.text("label-upper")];
  if (event !== null && upper !== null) throw usageError("--event and --label-upper exclude each other.");
  if (event !== null) return { kind: "event", column: event };
  if (upper !== null) return { kind: "upper", column: upper };
  if (flags.text("task") === "ranking" && !flags.has("query"))
    throw usageError("--task ranking needs --query: the column that says which rows belong together.");
  if (flags.text("task") !== "survival") return null;
  throw usageError("--task survival needs --event or --label-upper: what is censored, and what not.");
}

function runFromFlags(flags: Flags): RunSpec {
  const engine = flags.required("engine");
  engineById(engine);
  return {
    engine,
    without: [],
    values: valuesFromFlags(flags.list("set")),
    objective: flags.text("objective"),
    distribution: flags.text("distribution"),
    score: flags.text("score"),
    rounds: flags.whole("rounds", 1, MAX_ROUNDS) ?? DEFAULT_ROUNDS,
    earlyStopping: flags.whole("early-stopping", 1, MAX_ROUNDS),
    ...(flags.has("member") && { members: flags.list("member").map(memberFromText) }),
  };
}

/** `engine name=value ...`; an engine of distributions may be given its distribution and score in the same way. */
function memberFromText(text: string): MemberSpec {
  const [engine = "", ...settings] = text.trim().split(/\s+/);
  engineById(engine);
  const { distribution = null, score = null, ...values } = valuesFromFlags(settings, "--member");
  return { engine, values, objective: null, distribution: textOf(distribution), score: textOf(score) };
}

const textOf = (value: ParamValue) => (value === null ? null : String(value));

/** `name=value`; numbers and true/false are read as such, the engine's parameters decide what is allowed. */
export function valuesFromFlags(settings: readonly string[], flag = "--set"): ParamValues {
  const values = new Map<string, ParamValue>();
  for (const setting of settings) {
    const at = setting.indexOf("=");
    const name = setting.slice(0, at).trim();
    if (at < 1 || name === "" || setting.slice(at + 1).trim() === "")
      throw usageError(`${flag} takes name=value, such as max_depth=4, not "${setting}".`);
    if (values.has(name)) throw usageError(`${flag} gives ${name} twice.`);
    values.set(name, settingValue(setting.slice(at + 1).trim()));
  }
  return Object.fromEntries(values);
}

function settingValue(text: string): ParamValue {
  if (text === "true" || text === "false") return text === "true";
  const number = Number(text);
  return text !== "" && Number.isFinite(number) ? number : text;
}
