import { engineById, engines } from "../boosting/engines/index.ts";
import { LabError } from "../core/errors.ts";
import type { Param, ParamValue, ParamValues } from "../core/params.ts";
import { resolveValues } from "../core/resolve-params.ts";
import type { Task } from "../core/task.ts";
import { sourceById } from "../data/sources/index.ts";
import { rolesOf, type Source } from "../data/sources/source.ts";
import { withConformal } from "../experiment/conformal-spec.ts";
import { versionFor } from "../experiment/experiment-version.ts";
import { type ParsedExperiment, parseExperiment } from "../experiment/parse-experiment.ts";
import { runParams } from "../experiment/resolve-run.ts";
import type { Experiment, RunSpec } from "../experiment/spec.ts";
import { type Correction, corrected } from "./corrections.ts";
import { withDefaults } from "./link-defaults.ts";
import { readWords, type SaidGroup, type SaidWord, type SaidWords, saidTwice } from "./read-words.ts";
import {
  numberOf,
  paramOf,
  paramValueOf,
  TABLE_PREFIX,
  tableWords,
  type WholeWord,
} from "./short-link-words.ts";
import { unknownWordNotices } from "./unknown-words.ts";

/** Rounds of a run that names none, where its engine has no number of its own. */
const USUAL_ROUNDS = 120;

export interface ShortLink extends ParsedExperiment {
  /** The round to show; null = the link names none. */
  readonly round: number | null;
}

/**
 * Reads the form that people write by hand, such as `#d=moons&n=400&noise=.2&e=gbdt&lr=.1&depth=3&seed=42&round=37`.
 * `d` is a built-in table; its settings and words of the whole may stand anywhere. `e` begins a run, or several parted by
 * commas. Parameters and other words of runs belong to the last `e` before them, those in front of every `e` to the
 * first, and of its runs to those that know them. What is not said is as in `withDefaults`, and an engine's parameters are
 * its own defaults. Throws LabErrors of links, of experiments, and data.source-unknown.
 */
export function readShortLink(fragment: string, corrections: readonly Correction[] = []): ShortLink {
  const said = readWords(fragment.slice(1));
  const { source, values } = tableOf(said, corrections);
  const { task } = rolesOf(source, values);
  const unknown: SaidWord[] = [];
  const runs: RunSpec[] = [];
  for (const group of said.groups)
    runs.push(...runsOf(group, { source, task, unknown, first: runs.length, corrections }));
  const whole = Object.fromEntries(said.whole);
  const json = withDefaults({
    data: { source: { id: source.id, values } },
    split: {
      ...(whole.valid !== undefined && { validation: numberOf(whole.valid) }),
      ...(whole.test !== undefined && { test: numberOf(whole.test) }),
      ...(whole.calibration !== undefined && { calibration: numberOf(whole.calibration) }),
      ...conformalOf(whole),
    },
    ...(whole.metric !== undefined && { metrics: whole.metric.split(",") }),
    ...(whole.stopmetric !== undefined && { stopMetric: whole.stopmetric }),
    ...(whole.seed !== undefined && { seed: numberOf(whole.seed) }),
    runs,
  });
  const parsed = parseExperiment(corrected(json, corrections));
  return {
    experiment: withoutUsualConformal(parsed.experiment),
    unknown: unknown.map(([path, value]) => ({ path, value })),
    notices: unknownWordNotices(unknown, [
      source.params,
      ...parsed.experiment.runs.map((run) => runParams(run, task)),
    ]),
    round: roundOf(whole.round, corrections, parsed.experiment),
  };
}

/** What is said of intervals and sets, for the parser to check. */
function conformalOf({ level, conformal }: { readonly [word in WholeWord]?: string }): object {
  if (level === undefined && conformal === undefined) return {};
  return {
    conformal: {
      ...(level !== undefined && { level: numberOf(level) }),
      ...(conformal !== undefined && { method: conformal }),
    },
  };
}

/** Without what calibration rows are asked for anyway: said or not, it is the same experiment. */
function withoutUsualConformal(experiment: Experiment): Experiment {
  if (experiment.split.conformal === undefined) return experiment;
  const split = withConformal(experiment.split, experiment.split.conformal);
  return { ...experiment, split, version: versionFor(experiment.data, experiment.runs, split) };
}

/** The table of `d` with its settings, wherever they stand. */
function tableOf(
  { whole, groups }: SaidWords,
  corrections: readonly Correction[],
): { readonly source: Source; readonly values: ParamValues } {
  const word = whole.get("d") ?? "";
  const short = Object.hasOwn(tableWords, word) ? tableWords[word]! : { id: word, values: {} };
  const source = sourceById(short.id);
  const values = new Map<string, ParamValue>(Object.entries(short.values));
  for (const [name, text] of groups.flatMap(({ settings }) => settings)) {
    const param = tableParam(source, name);
    if (param === undefined) continue;
    if (values.has(param.id)) throw saidTwice(name);
    values.set(param.id, paramValueOf(param, text));
  }
  return { source, values: withoutUsual(source.params, values, "data.source.values", corrections) };
}

function tableParam(source: Source, word: string): Param | undefined {
  return paramOf(source.params, word.startsWith(TABLE_PREFIX) ? word.slice(TABLE_PREFIX.length) : word);
}

interface RunPlace {
  readonly source: Source;
  readonly task: Task;
  /** Index of the group's first run. */
  readonly first: number;
  /** Grows by what no run of the group knows. */
  readonly unknown: SaidWord[];
  readonly corrections: readonly Correction[];
}

function runsOf(
  { words, settings }: SaidGroup,
  { source, task, first, unknown, corrections }: RunPlace,
): RunSpec[] {
  const names = words.get("e")?.split(",") ?? [engines.find(({ tasks }) => tasks.includes(task))!.id];
  const runs = names.map((name) => runOf(name.trim(), words));
  const params = runs.map((run) => runParams(run, task));
  const values = runs.map(() => new Map<string, ParamValue>());
  for (const [name, text] of settings) {
    if (tableParam(source, name) !== undefined) continue;
    let isKnown = false;
    runs.forEach((_, at) => {
      const param = paramOf(params[at]!, name);
      if (param === undefined) return;
      isKnown = true;
      if (values[at]!.has(param.id)) throw saidTwice(name);
      values[at]!.set(param.id, paramValueOf(param, text));
    });
    if (!isKnown) unknown.push([name, text]);
  }
  for (const word of ["objective", "distribution", "score"] as const) {
    const text = words.get(word);
    if (text !== undefined && runs.every((run) => run[word] === null)) unknown.push([word, text]);
  }
  return runs.map((run, at) => ({
    ...run,
    values: withoutUsual(params[at]!, values[at]!, `runs[${first + at}].values`, corrections),
  }));
}

function runOf(engine: string, words: SaidGroup["words"]): RunSpec {
  const { meta } = engineById(engine);
  const fitsObjective = meta.fits === "objective";
  const [rounds, stop] = [words.get("rounds"), words.get("stop")];
  return {
    engine,
    without: [],
    values: {},
    objective: fitsObjective ? (words.get("objective") ?? null) : null,
    distribution: fitsObjective ? null : (words.get("distribution") ?? null),
    score: fitsObjective ? null : (words.get("score") ?? null),
    // a text is refused by the experiment's parser
    rounds: rounds === undefined ? (meta.defaultRounds ?? USUAL_ROUNDS) : (numberOf(rounds) as number),
    earlyStopping: stop === undefined || stop === "off" ? null : (numberOf(stop) as number),
  };
}

/** Checked, and without what is as usual: said or not, it is the same experiment. */
function withoutUsual(
  params: readonly Param[],
  asked: ReadonlyMap<string, ParamValue>,
  path: string,
  corrections: readonly Correction[],
): ParamValues {
  const said = new Map(asked);
  for (const { path: whole, value } of corrections) {
    const id = whole.startsWith(`${path}.`) ? whole.slice(path.length + 1) : "";
    if (said.has(id)) said.set(id, value);
  }
  const given = Object.fromEntries(said);
  resolveValues(params, given, path);
  return Object.fromEntries(
    params.flatMap(({ id, default: usual }) => {
      const value = said.get(id);
      return value === undefined || value === usual ? [] : [[id, value === 0 ? 0 : value]];
    }),
  );
}

function roundOf(
  text: string | undefined,
  corrections: readonly Correction[],
  { runs }: Experiment,
): number | null {
  if (text === undefined) return null;
  const round = corrections.find(({ path }) => path === "round")?.value ?? numberOf(text);
  const last = Math.max(...runs.map(({ rounds }) => rounds));
  if (typeof round === "number" && Number.isInteger(round) && round >= 0 && round <= last) return round;
  const fix = typeof round === "number" && round < 0 ? 0 : last;
  const message = `round has to be a whole number from 0 to ${last}, the last round of these runs. Use ${fix}.`;
  throw new LabError("spec.out-of-range", message, { path: "round", min: 0, max: last, fix });
}
