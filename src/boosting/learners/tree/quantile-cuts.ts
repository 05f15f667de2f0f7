import type { Backend, FeatureCuts, QuantileSummary } from "../../../compute/backend.ts";
import type { Column } from "../../../core/dataset.ts";
import { LabError } from "../../../core/errors.ts";
import { EXACT_QUANTILE_ROWS, exactSummary } from "./exact-quantiles.ts";
import { sketchColumn, sketchRequest, summaryBounds } from "./quantile-sketch.ts";

/** Where a cut stands between two neighbouring values: on the upper one (XGBoost's hist) or half way (scikit-learn). */
export type CutPlacement = "value" | "midpoint";

/**
 * "sketch": XGBoost's streaming sketch, so that both have the same bins; "exact": exact weighted quantiles of all rows.
 * They are the same while a column has at most maxBin distinct values.
 */
export type CutMethod = "sketch" | "exact";

export interface CutRequest {
  /** Its sketch is taken where it has one; absent = the plain code, with the same bits. */
  readonly backend?: Pick<Backend, "sketch">;
  readonly method: CutMethod;
  readonly features: readonly Column[];
  readonly weights: Float32Array | undefined;
  readonly maxBin: number;
  readonly placement: CutPlacement;
  readonly seed: number;
  /** Cuts to take as they are, sentinel included; an empty list = quantiles for that feature. */
  readonly given?: readonly (readonly number[])[];
}

/** Cut points of all features. */
export async function quantileCuts(
  request: CutRequest,
): Promise<{ readonly cuts: FeatureCuts; readonly notes: string[] }> {
  const { features } = request;
  const sketched = await sketchesOf(request);
  const perFeature = features.map((column, f) => {
    if (column.kind === "categorical") return new Float32Array(0);
    return givenCuts(request, f) ?? numericCuts(column.values, request, sketched.get(f));
  });
  const binCounts = Uint32Array.from(features, (column, f) =>
    column.kind === "categorical" ? Math.max(column.categories.length, 1) : perFeature[f]!.length,
  );
  const tooWide = binCounts.findIndex((count) => count > 65535);
  if (tooWide >= 0) {
    throw new LabError(
      "data.too-few-rows",
      `Column "${features[tooWide]!.name}" has ${binCounts[tooWide]!} categories; trees take at most 65,535. Leave it out.`,
      { column: features[tooWide]!.name, categories: binCounts[tooWide]! },
    );
  }
  const offsets = new Uint32Array(features.length + 1);
  perFeature.forEach((cuts, f) => {
    offsets[f + 1] = offsets[f]! + cuts.length;
  });
  const values = new Float32Array(offsets[features.length]!);
  perFeature.forEach((cuts, f) => {
    values.set(cuts, offsets[f]!);
  });
  const categorical = Uint8Array.from(features, (column) => (column.kind === "categorical" ? 1 : 0));
  const rowCount = features[0]?.kind === "numeric" ? features[0].values.length : 0;
  const notes =
    request.method === "exact" && rowCount > EXACT_QUANTILE_ROWS
      ? [`Cut points come from a sample of ${EXACT_QUANTILE_ROWS} of ${rowCount} rows.`]
      : [];
  return { cuts: { offsets, values, binCounts, categorical }, notes };
}

function givenCuts({ given }: CutRequest, feature: number): Float32Array | null {
  const own = given?.[feature];
  return own === undefined || own.length === 0 ? null : Float32Array.from(own);
}

/** What the backend sketched, by feature; the other columns are left to the plain code. */
async function sketchesOf(request: CutRequest): Promise<ReadonlyMap<number, QuantileSummary>> {
  const { backend, features, maxBin, method, weights } = request;
  if (backend === undefined || method !== "sketch" || weights !== undefined) return new Map();
  const wanted = features.flatMap((column, feature) => {
    if (column.kind === "categorical" || givenCuts(request, feature) !== null) return [];
    const sketch = sketchRequest(column.values, maxBin);
    return sketch.keep === 0 ? [] : [{ feature, sketch }];
  });
  if (wanted.length === 0) return new Map();
  const summaries = await backend.sketch(wanted.map(({ sketch }) => sketch));
  return new Map(summaries?.map((summary, i) => [wanted[i]!.feature, summary]));
}

function numericCuts(
  all: Float32Array,
  request: CutRequest,
  sketched: QuantileSummary | undefined,
): Float32Array {
  const { weights, maxBin, seed } = request;
  const summary =
    sketched ??
    (request.method === "exact" ? exactSummary(all, weights, seed) : sketchColumn(all, weights, maxBin));
  const { values } = summary;
  if (values.length === 0) return Float32Array.of(1e-5);
  const bounds = summaryBounds(summary, maxBin);
  const last = values[values.length - 1]!;
  const cuts = new Float32Array(bounds.length + 1);
  cuts.set(request.placement === "midpoint" ? midpoints(values, bounds) : bounds);
  cuts[bounds.length] = last + (Math.abs(last) + 1e-5);
  return cuts;
}

/** Moves each cut half way down to the value before it; both are float32, and so is the middle unless it rounds down. */
function midpoints(values: Float32Array, bounds: Float32Array): Float32Array {
  let at = 0;
  return bounds.map((bound) => {
    while (values[at]! < bound) at++;
    const lower = values[at - 1]!;
    const middle = Math.fround(lower / 2 + bound / 2);
    return middle > lower ? middle : bound;
  });
}
