import { dateReader } from "../date-reader.ts";
import { columnNamed } from "../make-encoder.ts";
import type { Evidence, TrapFinder, TrapRequest } from "./trap.ts";
import { type TrapRows, trapRows } from "./trap-rows.ts";

const PERIODS = 12;
const LEAST_ROWS = 100;
/** Means of the first and last fifth that lie so many standard errors apart differ for more than chance. */
const SIGNIFICANT = 4;

/** Rows with dates: a random split lets a model look into the future of its test rows. */
export const timeOrder: TrapFinder = {
  kind: "time-order",
  find(request) {
    const { types, splitBy, target } = request;
    const dated = types.find(({ date, name }) => date !== null && name !== target);
    if (dated?.date == null || splitBy === dated.name) return [];
    const rows = trapRows(request);
    if (rows.rows.length < LEAST_ROWS) return [];
    const { sentence, evidence, drifts } = drift(
      request,
      rows,
      dateReader(columnNamed(request.table, dated.name), dated.date.order),
    );
    return [
      {
        kind: "time-order" as const,
        columns: [dated.name],
        title: `${dated.name} puts the rows in time`,
        sentence: `${sentence} Rows drawn at random test on days that were trained on. If the model is to tell the future, train on the past and test on the newest rows.`,
        note: "orders the rows in time",
        tone: drifts ? ("warn" as const) : ("note" as const),
        evidence,
        advice: { kind: "split-by-time" as const, column: dated.name },
      },
    ];
  },
};

function drift(
  { target }: TrapRequest,
  { rows, labels, classNames }: TrapRows,
  read: (row: number) => number,
) {
  const times = Float64Array.from(rows, read);
  const places = Array.from(times.keys()).filter((at) => !Number.isNaN(times[at]!));
  places.sort((left, right) => times[left]! - times[right]! || left - right);
  // for classes: the share of the last one
  const last = (classNames?.length ?? 0) - 1;
  const values = places.map((at) => (classNames === null ? labels[at]! : labels[at] === last ? 1 : 0));
  const fifth = Math.floor(values.length / 5);
  const [first, end] = [meanOf(values.slice(0, fifth)), meanOf(values.slice(-fifth))];
  const error = Math.sqrt((first.variance + end.variance) / Math.max(1, fifth));
  const drifts = Math.abs(first.mean - end.mean) > SIGNIFICANT * error;
  const what = classNames === null ? `The mean of ${target}` : `The share of ${target} = ${classNames[last]}`;
  const shown = (value: number) => String(Math.round(value * 1000) / 1000);
  return {
    drifts,
    sentence: drifts
      ? `${what} moves from ${shown(first.mean)} in the oldest fifth of the rows to ${shown(end.mean)} in the newest.`
      : `${what} stays about the same over time.`,
    evidence: periodBars(what, values),
  };
}

function meanOf(values: readonly number[]) {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return { mean, variance: squares / Math.max(1, values.length - 1) };
}

function periodBars(label: string, values: readonly number[]): Evidence {
  const names: string[] = [];
  const means: number[] = [];
  for (let period = 0; period < PERIODS; period++) {
    const from = Math.floor((period * values.length) / PERIODS);
    const to = Math.floor(((period + 1) * values.length) / PERIODS);
    names.push(period === 0 ? "oldest" : period === PERIODS - 1 ? "newest" : "");
    means.push(meanOf(values.slice(from, to)).mean);
  }
  return { kind: "bars", label, names, series: [{ name: label, values: means }] };
}
