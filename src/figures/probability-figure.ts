import type { Predictions } from "../boosting/outputs.ts";
import type { RunStart } from "../experiment/recording.ts";
import { chosenViewWords } from "../words/chosen-views.ts";
import { viewWords } from "../words/views.ts";
import type { ShownRows } from "./followed-rows.ts";
import { shortened, textWidth } from "./number-text.ts";
import { linearScale, type PlotArea, plotArea, type Scale, type Size } from "./scale.ts";
import { rectanglePath } from "./svg-path.ts";
import { className, likeliestClasses } from "./targets.ts";

/** One true class: how probable the model finds it, and how often it is taken for another. */
export interface ClassStrip {
  readonly classIndex: number;
  readonly label: string;
  readonly top: number;
  readonly height: number;
  /** Filled bars: training rows. */
  readonly trainBars: string;
  /** Outline: validation rows. */
  readonly validationOutline: string;
  /** x of the mean probability of the drawn rows, NaN without any. */
  readonly meanX: number;
  /** "41 of 45": how often the true class is the likeliest one, and what it is most often taken for. */
  readonly counts: string;
}

export interface ProbabilityFigure {
  readonly area: PlotArea;
  readonly sx: Scale;
  readonly strips: readonly ClassStrip[];
  /** "and 16 more classes", or null. */
  readonly more: string | null;
  /** Followed row -> x of the probability that is drawn. */
  readonly x: Float32Array;
  /** Followed row -> middle of its strip; NaN where its class is not drawn. */
  readonly y: Float32Array;
}

const BINS = 40;
const MOST_STRIPS = 10;
const COUNTS_WIDTH = 150;

interface Inputs {
  readonly start: RunStart;
  readonly rows: ShownRows;
  readonly predictions: Predictions & { readonly kind: "classes" };
  readonly size: Size;
}

/** Classes to draw, most frequent first when there are too many for one strip each; drawn in class order. */
function chosenClasses(start: RunStart, classCount: number): number[] {
  const frequency = new Array<number>(classCount).fill(0);
  for (const target of start.followed.target) if (!Number.isNaN(target)) frequency[target]++;
  const order = frequency.map((_, index) => index);
  order.sort((left, right) => frequency[right] - frequency[left] || left - right);
  return order.slice(0, MOST_STRIPS).sort((left, right) => left - right);
}

/** Two classes share the axis "probability of the positive one"; with more, each row shows its own true class. */
function drawnProbabilities({ start, predictions }: Inputs): Float32Array {
  const { classCount, probabilities } = predictions;
  return Float32Array.from(start.followed.target, (target, row) =>
    Number.isNaN(target) ? Number.NaN : probabilities[row * classCount + (classCount === 2 ? 1 : target)],
  );
}

function histogram(rows: readonly number[], probability: Float32Array): Float64Array {
  const counts = new Float64Array(BINS);
  for (const row of rows) counts[Math.min(BINS - 1, Math.floor(probability[row] * BINS))]++;
  return counts;
}

/** Heights by square root, so that a tall bin does not flatten the rows that matter: the few wrong ones. */
function barHeights(counts: Float64Array, height: number): Float64Array {
  const most = Math.sqrt(counts.reduce((max, count) => Math.max(max, count), 0)) || 1;
  return counts.map((count) => (Math.sqrt(count) / most) * height);
}

function stripCounts(
  rows: readonly number[],
  likeliest: Int32Array,
  classIndex: number,
  inputs: Inputs,
): string {
  let right = 0;
  const taken = new Map<number, number>();
  for (const row of rows) {
    const other = likeliest[row];
    if (other === classIndex) right++;
    else taken.set(other, (taken.get(other) ?? 0) + 1);
  }
  const text = chosenViewWords.probabilities.rightOf(right, rows.length);
  if (inputs.predictions.classCount === 2 || taken.size === 0) return text;
  const [worst, times] = [...taken].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0];
  const mostlyAs = (name: string) => text + chosenViewWords.probabilities.mostlyAs(times, name);
  const name = className(inputs.start.header.outputs, worst);
  const short = shortened(name, COUNTS_WIDTH - textWidth(mostlyAs(""), 11), 11);
  return short === "" ? text : mostlyAs(short);
}

/** The rows whose hits are counted: those that the model has seen least of. */
export function countedSet(rows: ShownRows): "train" | "validation" | "test" {
  if (rows.test.length > 0) return "test";
  return rows.validation.length > 0 ? "validation" : "train";
}

export function probabilityFigure(inputs: Inputs): ProbabilityFigure {
  const { start, rows, predictions, size } = inputs;
  const classes = chosenClasses(start, predictions.classCount);
  const wide = predictions.classCount > 2;
  const area = plotArea(size, { top: 18, right: wide ? COUNTS_WIDTH + 12 : 84, bottom: 20, left: 78 });
  const sx = linearScale({ min: 0, max: 1 }, area.left, area.left + area.width);
  const probability = drawnProbabilities(inputs);
  const likeliest = likeliestClasses(predictions);
  const pitch = area.height / classes.length;
  const y = new Float32Array(start.followed.target.length).fill(Number.NaN);
  const counted = Array.from(rows[countedSet(rows)]);
  const strips = classes.map((classIndex, n): ClassStrip => {
    const ofClass = (index: number) => start.followed.target[index] === classIndex;
    const train = Array.from(rows.train).filter(ofClass);
    const validation = Array.from(rows.validation).filter(ofClass);
    const top = area.top + n * pitch + 1;
    const height = pitch - Math.min(6, pitch * 0.18);
    for (const row of rows.all) if (ofClass(row)) y[row] = top + height / 2;
    const all = train.concat(validation);
    const mean = all.reduce((sum, row) => sum + probability[row], 0) / all.length;
    return {
      classIndex,
      label: shortened(className(start.header.outputs, classIndex), area.left - 14, 11),
      top,
      height,
      trainBars: barsPath(barHeights(histogram(train, probability), height - 1), top + height, sx),
      validationOutline: outlinePath(
        barHeights(histogram(validation, probability), height - 1),
        top + height,
        sx,
      ),
      meanX: sx(mean),
      counts: stripCounts(counted.filter(ofClass), likeliest, classIndex, inputs),
    };
  });
  const left = predictions.classCount - classes.length;
  return { area, sx, strips, more: left > 0 ? viewWords.moreClasses(left) : null, x: probability.map(sx), y };
}

function barsPath(heights: Float64Array, base: number, sx: Scale): string {
  let path = "";
  heights.forEach((height, bin) => {
    if (height === 0) return;
    const x = sx(bin / BINS);
    path += rectanglePath(x + 0.5, base - height, sx((bin + 1) / BINS) - x - 1, height);
  });
  return path;
}

function outlinePath(heights: Float64Array, base: number, sx: Scale): string {
  if (!heights.some((height) => height > 0)) return "";
  let path = `M${sx(0).toFixed(1)} ${base.toFixed(1)}`;
  heights.forEach((height, bin) => {
    path += `V${(base - height).toFixed(1)}H${sx((bin + 1) / BINS).toFixed(1)}`;
  });
  return `${path}V${base.toFixed(1)}`;
}
