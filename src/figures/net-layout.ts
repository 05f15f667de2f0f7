import { MOST_NODES } from "./net-scene.ts";
import { textWidth } from "./number-text.ts";
import type { Size } from "./scale.ts";

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Place {
  readonly x: number;
  readonly y: number;
}

const FEATURE_PITCH = 22;
const DOT_PITCH = 12;
const GROUP_GAP = 8;
const UNIT_PITCH = 18;
const LARGEST_PITCH = 34;
const NOTE = 14;
const WIDEST_UNIT = 84;
const NARROWEST_GAP = 22;
const SUM_RADIUS = 15;
const SUM_WIDTH = 66;
const LABEL_SIZE = 11;
const WIDEST_FEATURE = 96;
/** Room for the words beside the dots. */
const DOT_WORDS = 46;

/** Nodes that fit into a height: features and what is handed on share one column. */
export function nodesThatFit(
  height: number,
  { features, handed }: { readonly features: number; readonly handed: number },
): { readonly features: number; readonly handed: number; readonly hidden: number } {
  let f = Math.min(features, MOST_NODES);
  let h = Math.min(handed, MOST_NODES);
  const needs = () => f * FEATURE_PITCH + h * DOT_PITCH + (h > 0 ? GROUP_GAP : 0) + NOTE;
  while (needs() > height && f + h > 2) {
    if ((f > 1 && f * FEATURE_PITCH >= h * DOT_PITCH) || h <= 1) f--;
    else h--;
  }
  const hidden = Math.min(MOST_NODES, Math.max(3, Math.floor((height - NOTE) / UNIT_PITCH)));
  return { features: f, handed: h, hidden };
}

export interface NetPlaces {
  readonly features: readonly Box[];
  readonly dots: readonly Place[];
  /** Left edge and first baseline of the words beside the dots. */
  readonly dotWords: Place | null;
  /** Columns of units, of the layers that are drawn; only the last where there is no room for all. */
  readonly hidden: readonly (readonly Box[])[];
  readonly isWhole: boolean;
  readonly sum: Place & { readonly radius: number };
  /** Baseline of the notes under the columns. */
  readonly notes: number;
}

export interface LayoutInput {
  readonly size: Size;
  readonly featureTexts: readonly string[];
  readonly dots: number;
  /** Units drawn of each hidden layer. */
  readonly hidden: readonly number[];
  readonly hasNotes: boolean;
  /** Units are maps, which must not be much wider than high. */
  readonly isMap: boolean;
}

export function netPlaces({ size, featureTexts, dots, hidden, hasNotes, isMap }: LayoutInput): NetPlaces {
  const height = size.height - (hasNotes ? NOTE : 0) - 2;
  const widest = featureTexts.reduce((most, text) => Math.max(most, textWidth(text, LABEL_SIZE) + 14), 30);
  const featureWidth = Math.min(widest, WIDEST_FEATURE, size.width * 0.3);
  const inWidth = Math.max(featureWidth, dots > 0 ? DOT_WORDS : 0);
  const sumX = size.width - SUM_WIDTH / 2;
  const left = inWidth + 2;
  const room = sumX - SUM_RADIUS - left;
  const isWhole = gapOf(room, hidden.length) >= NARROWEST_GAP;
  const columns = isWhole ? hidden : hidden.slice(-1);
  const width = unitWidth(room, columns.length);
  const gap = (room - columns.length * width) / (columns.length + 1);
  const inputs = inputPlaces(height, featureTexts.length, isWhole ? dots : 0);
  return {
    features: inputs.features.map((y) => ({
      x: left - featureWidth,
      y: y - 8,
      width: featureWidth - 2,
      height: 17,
    })),
    dots: inputs.dots.map((y) => ({ x: left - 6, y })),
    dotWords:
      inputs.dots.length === 0
        ? null
        : { x: 0, y: (inputs.dots[0] + inputs.dots[inputs.dots.length - 1]) / 2 },
    hidden: columns.map((units, at) =>
      unitBoxes(units, { x: left + gap + at * (width + gap), width, height, isMap }),
    ),
    isWhole,
    sum: { x: sumX, y: height / 2 - 4, radius: SUM_RADIUS },
    notes: size.height - 4,
  };
}

function unitWidth(room: number, columns: number): number {
  return Math.min(WIDEST_UNIT, room / (2 * columns + 1));
}

function gapOf(room: number, columns: number): number {
  return (room - columns * unitWidth(room, columns)) / (columns + 1);
}

/** Middles of features and dots, the whole column in the middle. */
function inputPlaces(height: number, features: number, dots: number) {
  const between = features > 0 && dots > 0 ? GROUP_GAP : 0;
  const needs = features * FEATURE_PITCH + dots * DOT_PITCH + between;
  // More room than needed spreads the dots, up to twice their pitch.
  const dotPitch = Math.min(2 * DOT_PITCH, DOT_PITCH + Math.max(0, height - needs) / (dots + 2));
  const used = features * FEATURE_PITCH + dots * dotPitch + between;
  const top = Math.max(0, (height - used) / 2);
  const behind = top + features * FEATURE_PITCH + between;
  return {
    features: Array.from({ length: features }, (_, i) => top + (i + 0.5) * FEATURE_PITCH),
    dots: Array.from({ length: dots }, (_, i) => behind + (i + 0.5) * dotPitch),
  };
}

function unitBoxes(
  count: number,
  { x, width, height, isMap }: { x: number; width: number; height: number; isMap: boolean },
): Box[] {
  const pitch = Math.min(LARGEST_PITCH, height / Math.max(1, count));
  const box = pitch - Math.min(5, pitch * 0.2);
  const own = isMap ? Math.min(width, box * 1.6) : width;
  const top = (height - count * pitch) / 2;
  return Array.from({ length: count }, (_, at) => ({
    x: x + (width - own) / 2,
    y: top + at * pitch + (pitch - box) / 2,
    width: own,
    height: box,
  }));
}
