import type { Host } from "../../../core/host.ts";
import type { RandomSource } from "../../../core/random.ts";
import { drawIid, drawSwim, type PairRows } from "../../learners/random-features/draw-features.ts";
import type { PlacedRows } from "../../learners/random-features/feature-pass.ts";
import type { RandomFeatures, ResidualBlock } from "../../learners/random-features/residual-block.ts";
import type { FeatureMap, RfrboostValues } from "./rfrboost-values.ts";

/** What random features may look at. */
export interface DrawInput {
  readonly memory: Float32Array;
  readonly rowCount: number;
  readonly labelDistance: PairRows["labelDistance"];
  readonly values: RfrboostValues;
  readonly host: Host;
}

export interface DrawnRows extends PlacedRows {
  /** Columns that are in use. */
  readonly columns: number;
}

/** Features of one kind, of rows in memory. Null = stopped. */
export async function drawFeatures(
  { memory, rowCount, labelDistance, values, host }: DrawInput,
  map: FeatureMap,
  { at, stride, columns }: DrawnRows,
  width: number,
  random: RandomSource,
): Promise<RandomFeatures | null> {
  if (map === "iid") return drawIid(columns, width, values.iidScale, random);
  const rows = { values: memory, at, stride, inputs: columns, rowCount, labelDistance };
  return drawSwim(rows, width, values.swimScale, random, host);
}

/** A block's features. Diagonal and scalar steps need one for each column of the representation, so they are added. Null = stopped. */
export async function drawBlock(
  input: DrawInput,
  representation: DrawnRows,
  inputs: DrawnRows,
  random: RandomSource,
): Promise<Pick<ResidualBlock, "ofRepresentation" | "ofInputs" | "areAdded"> | null> {
  const { variant, features, representationFeatures, inputFeatures, areAdded } = input.values;
  const isNarrow = variant === "greedy_diagonal" || variant === "greedy_scalar";
  const width = isNarrow ? representation.columns : representationFeatures;
  const sum = isNarrow || areAdded;
  const inputWidth = sum ? width : inputFeatures;
  const ofRepresentation = await drawFeatures(
    input,
    features,
    representation,
    width,
    random.fork("representation"),
  );
  if (ofRepresentation === null) return null;
  if (inputWidth === 0) return { ofRepresentation, ofInputs: null, areAdded: sum };
  const ofInputs = await drawFeatures(input, features, inputs, inputWidth, random.fork("inputs"));
  return ofInputs && { ofRepresentation, ofInputs, areAdded: sum };
}
