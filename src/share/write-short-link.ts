import { canonicalJson } from "../core/canonical-json.ts";
import type { ParamValue, ParamValues } from "../core/params.ts";
import { sourceById } from "../data/sources/index.ts";
import type { Source } from "../data/sources/source.ts";
import type { Experiment, RunSpec, SplitSpec } from "../experiment/spec.ts";
import { withoutDefaults } from "./link-defaults.ts";
import { readShortLink } from "./short-link.ts";
import { isRunWord, isWholeWord, settingWords, TABLE_PREFIX, tableWords } from "./short-link-words.ts";

/** Words whose parameters are written by their short names. */
const WRITTEN_SHORT = ["lr", "depth"];

/**
 * The readable form, on `round` where one is given; null where it cannot say everything. What it says is read back as the
 * same experiment, but for the fingerprint of a built-in table, which no reader would type.
 */
export function shortLink(experiment: Experiment, round: number | null = null): string | null {
  try {
    const fragment = `#${wordsOf(experiment, round).map(written).join("&")}`;
    const back = readShortLink(fragment);
    const isSame = compared(back.experiment) === compared(experiment) && back.round === round;
    return isSame && back.notices.length === 0 ? fragment : null;
  } catch {
    return null;
  }
}

const compared = (experiment: Experiment) =>
  canonicalJson({ ...experiment, data: { ...experiment.data, fingerprint: null } });

type Word = readonly [word: string, text: string];

function wordsOf(experiment: Experiment, round: number | null): Word[] {
  const { data, split, metrics, stopMetric, seed, runs } = experiment;
  if (data.source.kind !== "builtin") throw new Error("Only built-in tables have a name of their own.");
  const unusual = withoutDefaults(experiment);
  const isSaid = (name: string) => Object.hasOwn(unusual, name);
  return [
    ...tableWordsOf(sourceById(data.source.id), data.source.values),
    ...runs.flatMap(runWordsOf),
    ["seed", valueText(seed)],
    ...(isSaid("split") ? splitWordsOf(split) : []),
    ...(isSaid("metrics") ? [["metric", metrics.join(",")] as const] : []),
    ...(stopMetric === null ? [] : [["stopmetric", stopMetric] as const]),
    ...(round === null ? [] : [["round", valueText(round)] as const]),
  ];
}

function splitWordsOf({ validation, test, calibration, conformal = {} }: SplitSpec): Word[] {
  return [
    ["valid", valueText(validation)],
    ["test", valueText(test)],
    ...(calibration === 0 ? [] : [["calibration", valueText(calibration)] as const]),
    ...(conformal.level === undefined ? [] : [["level", valueText(conformal.level)] as const]),
    ...(conformal.method === undefined ? [] : [["conformal", conformal.method] as const]),
  ];
}

function runWordsOf({
  engine,
  values,
  objective,
  distribution,
  score,
  rounds,
  earlyStopping,
}: RunSpec): Word[] {
  const words: Word[] = [["e", engine]];
  if (objective !== null) words.push(["objective", objective]);
  if (distribution !== null) words.push(["distribution", distribution]);
  if (score !== null) words.push(["score", score]);
  for (const [name, value] of byName(values)) {
    const short = WRITTEN_SHORT.find((word) => settingWords[word] === name);
    words.push([short ?? name, valueText(value)]);
  }
  words.push(["rounds", valueText(rounds)]);
  if (earlyStopping !== null) words.push(["stop", valueText(earlyStopping)]);
  return words;
}

function tableWordsOf(source: Source, values: ParamValues): Word[] {
  const short = Object.entries(tableWords).find(
    ([, { id, values: meant }]) =>
      id === source.id &&
      Object.entries(meant).every(([name, value]) => valueIn(source, values, name) === value),
  );
  const said = Object.keys(short?.[1].values ?? {});
  return [
    ["d", short?.[0] ?? source.id],
    ...byName(values)
      .filter(([name]) => !said.includes(name))
      .map(([name, value]): Word => [isTaken(name) ? TABLE_PREFIX + name : name, valueText(value)]),
  ];
}

function valueIn({ params }: Source, values: ParamValues, name: string): ParamValue | undefined {
  return values[name] ?? params.find(({ id }) => id === name)?.default;
}

/** However they were set, the same settings make the same link. */
function byName(values: ParamValues): [string, ParamValue][] {
  return Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
}

const isTaken = (name: string) => isWholeWord(name) || isRunWord(name);

/** Numbers as people write them: `.2`. */
function valueText(value: ParamValue): string {
  return value === null ? "auto" : String(value).replace(/^(-?)0\./, "$1.");
}

/** Letters that mean something in an address are written as their codes; commas stay readable. */
function written([word, text]: Word): string {
  return `${encodeURIComponent(word)}=${encodeURIComponent(text).replaceAll("%2C", ",").replaceAll("%3A", ":")}`;
}
