import { exp, log } from "../../core/deterministic-math.ts";
import type { NumberParam, Param, ParamValue, ParamValues } from "../../core/params.ts";

/** A parameter as one side of the unit cube that a search moves in. */
export interface Dimension {
  readonly id: string;
  readonly label: string;
  readonly kind: "number" | "whole" | "options";
  /** By equal steps of the value, or of its logarithm. */
  readonly isLog: boolean;
  /** Ends of the searched range; of options their places, 0 to their number less 1. */
  readonly low: number;
  readonly high: number;
  /** Choices, or false and true; empty for numbers. */
  readonly options: readonly ParamValue[];
  /** Of choices alone. */
  readonly optionLabels: readonly string[];
  /** What the run has without a search. */
  readonly own: ParamValue;
  /** Hard range of a number: rounding must not leave it. */
  readonly min: number;
  readonly max: number;
  /** The hard range is without its lower end. */
  readonly minExclusive: boolean;
  /** The range that is searched where nobody asks for another. */
  readonly usual: SearchedRange;
}

/** Ends of a searched number. */
export interface SearchedRange {
  readonly low: number;
  readonly high: number;
}

/** What a space depends on beside the parameters. */
export interface SpaceAround {
  /** Rows that train; absent = not known. */
  readonly trainRows?: number;
  /** Ranges that are wished for, by parameter; absent = the usual ones. */
  readonly ranges?: { readonly [id: string]: SearchedRange };
}

/** What decides where a net is trained, and no number that is worth a search. */
const NEVER = ["net_backend", "base_score", "batch_size"];
/** Without a soft range a hard one is searched only where it is no wider than this. */
const WIDEST_HARD_RANGE = 1000;
/** Figures that a searched number has: more would say nothing, and be in everyone's way. */
const FIGURES = 3;

/** Weight of a child as a share of the rows that train: above, a tree of few rows cannot split at all. */
const CHILD_SHARE = 0.02;
const LEAST_CHILD = 2;
const MOST_CHILD = 200;

/** What a search begins with, where an engine has it and it applies. */
const USUAL = [
  "learning_rate",
  "boost_rate",
  "max_depth",
  "min_child_weight",
  "lambda",
  "subsample",
  "colsample_bytree",
  "hidden_units",
  "weight_decay",
  "epochs",
  "l2",
  "swim_scale",
  "iid_scale",
  "l2_block",
  "l2_top",
];

/** All parameters that a search can move, for a run with these (complete) values. */
export function dimensionsOf(
  params: readonly Param[],
  values: ParamValues,
  around: SpaceAround = {},
): Dimension[] {
  return params
    .filter(({ id, appliesWhen }) => !NEVER.includes(id) && (appliesWhen?.(values) ?? true))
    .map((param) => dimensionOf(param, values[param.id] ?? param.default, around))
    .filter((dimension) => dimension !== null);
}

/** Ids of what a search moves until the user chooses otherwise. */
export function usualDimensions(dimensions: readonly Dimension[]): string[] {
  return dimensions.filter(({ id }) => USUAL.includes(id)).map(({ id }) => id);
}

function dimensionOf(param: Param, own: ParamValue, around: SpaceAround): Dimension | null {
  const { id, label } = param;
  if (param.kind === "number" || param.kind === "integer") return numberDimension(param, own, around);
  const choices = param.kind === "choice" ? param.choices : [];
  const options = param.kind === "boolean" ? [false, true] : choices.map((choice) => choice.id);
  if (options.length < 2) return null;
  const high = options.length - 1;
  return {
    id,
    label,
    kind: "options",
    isLog: false,
    low: 0,
    high,
    options,
    optionLabels: choices.map((choice) => choice.label),
    own,
    min: 0,
    max: high,
    minExclusive: false,
    usual: { low: 0, high },
  };
}

function numberDimension(param: NumberParam, own: ParamValue, around: SpaceAround): Dimension | null {
  const { id, label, min, max, softMin, softMax, scale, kind } = param;
  if ((softMin === undefined || softMax === undefined) && max - min > WIDEST_HARD_RANGE) return null;
  if (typeof own !== "number") return null;
  const soft = softRange(param, around);
  const isLog = scale === "log" && soft.low > 0;
  // The run's own value belongs to the range, unless a logarithm cannot reach it.
  const usual = {
    low: isLog && own <= 0 ? soft.low : Math.min(soft.low, own),
    high: Math.max(soft.high, own),
  };
  const minExclusive = param.minExclusive === true || (isLog && min <= 0);
  const isWithin = ({ low, high }: SearchedRange) =>
    low < high && low >= min && high <= max && !(minExclusive && low <= min);
  if (!isWithin(usual)) return null;
  // One that the parameter does not allow, as of another objective before, is none.
  const wished = around.ranges?.[id];
  const { low, high } = wished !== undefined && isWithin(wished) ? wished : usual;
  return {
    id,
    label,
    kind: kind === "integer" ? "whole" : "number",
    isLog,
    low,
    high,
    options: [],
    optionLabels: [],
    own,
    min,
    max,
    minExclusive,
    usual,
  };
}

function softRange(
  { id, min, max, softMin, softMax }: NumberParam,
  { trainRows }: SpaceAround,
): SearchedRange {
  const soft = { low: softMin ?? min, high: softMax ?? max };
  if (id !== "min_child_weight" || trainRows === undefined) return soft;
  const share = Number((CHILD_SHARE * trainRows).toPrecision(2));
  return { ...soft, high: Math.min(MOST_CHILD, Math.max(LEAST_CHILD, share)) };
}

/** The value at a place from 0 to 1: whole numbers and options have equal shares of it. */
export function fromUnit(dimension: Dimension, unit: number): ParamValue {
  const { kind, low, high, isLog, options } = dimension;
  const at = Math.min(1, Math.max(0, unit));
  if (kind === "number") {
    const value = isLog ? exp(log(low) + at * (log(high) - log(low))) : low + at * (high - low);
    return within(Number(value.toPrecision(FIGURES)), dimension);
  }
  if (isLog) {
    const [from, to] = [log(low - 0.5), log(high + 0.5)];
    return within(Math.round(exp(from + at * (to - from))), dimension);
  }
  const place = within(low + Math.floor(at * (high - low + 1)), dimension);
  return kind === "options" ? options[place]! : place;
}

/** Rounding may step over an end by half of its last figure. */
function within(value: number, { low, high }: Dimension): number {
  return Math.min(high, Math.max(low, value));
}

/** Where a value stands; of whole numbers and options the middle of their share. Values outside stand at the end. */
export function toUnit(dimension: Dimension, value: ParamValue): number {
  const { kind, low, high, isLog, options } = dimension;
  const number = kind === "options" ? Math.max(0, options.indexOf(value)) : Number(value);
  const held = within(number, dimension);
  if (kind === "number") {
    return isLog ? (log(held) - log(low)) / (log(high) - log(low)) : (held - low) / (high - low);
  }
  if (isLog) {
    const [from, to] = [log(low - 0.5), log(high + 0.5)];
    return (log(held) - from) / (to - from);
  }
  return (held - low + 0.5) / (high - low + 1);
}

/** The values of a point, one a dimension. */
export function valuesAt(space: readonly Dimension[], point: ArrayLike<number>): ParamValues {
  return Object.fromEntries(space.map((dimension, d) => [dimension.id, fromUnit(dimension, point[d]!)]));
}

/** The point of values; parameters that are not given stand where the run has them. */
export function pointOf(space: readonly Dimension[], values: ParamValues): Float64Array {
  return Float64Array.from(space, (dimension) => toUnit(dimension, values[dimension.id] ?? dimension.own));
}

/** The point that a trial really has: numbers are rounded, whole numbers and options stand in the middle of their share. */
export function snapped(space: readonly Dimension[], point: ArrayLike<number>): Float64Array {
  return Float64Array.from(space, (dimension, d) => toUnit(dimension, fromUnit(dimension, point[d]!)));
}
