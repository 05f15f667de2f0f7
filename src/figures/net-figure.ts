import type { NetReading } from "../analysis/chain-reader.ts";
import { netWords as words } from "../words/net.ts";
import type { SampleRows } from "./net-inputs.ts";
import { type Box, type NetPlaces, netPlaces, nodesThatFit, type Place } from "./net-layout.ts";
import { type Link, type NetScene, netScene } from "./net-scene.ts";
import { shortened } from "./number-text.ts";
import type { Size } from "./scale.ts";
import { answerRange, type UnitPicture, unitPicture } from "./unit-picture.ts";

/** Widths of the lines into hidden layers and into the sum, in pixels. */
const INTO_UNITS = { least: 0.4, most: 3.4 };
const INTO_SUM = { least: 0.6, most: 4.6 };

export interface DrawnLink {
  readonly path: string;
  readonly width: number;
  readonly isPositive: boolean;
  /** Stronger lines are less pale. */
  readonly opacity: number;
  /** Units at its ends, as "layer unit"; null = an input or the sum. */
  readonly ends: readonly [string | null, string | null];
}

export interface DrawnUnit {
  /** "layer unit". */
  readonly key: string;
  readonly layer: number;
  readonly unit: number;
  readonly box: Box;
  readonly picture: UnitPicture;
}

export interface NetFigure {
  readonly places: NetPlaces;
  readonly features: readonly { readonly box: Box; readonly text: string; readonly name: string }[];
  readonly units: readonly DrawnUnit[];
  readonly links: readonly DrawnLink[];
  /** "+ 20 smaller" and the like: middles of the texts. */
  readonly notes: readonly { readonly x: number; readonly text: string }[];
  /** Of the selected row, in units of the raw score; NaN without one. */
  readonly sum: number;
  readonly scene: NetScene;
}

export interface NetFigureInput {
  readonly reading: NetReading;
  readonly sample: SampleRows;
  /** Of the inputs that are columns of the table. */
  readonly names: readonly string[];
  readonly output: number;
  readonly size: Size;
}

/** Width of a line by its weight's share of the largest. */
export function linkWidth(share: number, isLast: boolean): number {
  const { least, most } = isLast ? INTO_SUM : INTO_UNITS;
  return least + (most - least) * share;
}

export function netFigure({ reading, sample, names, output, size }: NetFigureInput): NetFigure {
  const { net } = reading;
  const fit = nodesThatFit(size.height, { features: net.inputs, handed: net.handedOn });
  const scene = netScene(reading, { ...fit, output });
  const columns = [scene.features, scene.handed, ...scene.hidden];
  const places = netPlaces({
    size,
    featureTexts: scene.features.shown.map((at) => names[at]),
    dots: scene.handed.shown.length,
    hidden: scene.hidden.map(({ shown }) => shown.length),
    hasNotes: columns.some(({ smaller }) => smaller > 0),
    isMap: sample.kind === "grid",
  });
  const firstDrawn = net.hidden.length - places.hidden.length;
  const features = places.isWhole
    ? scene.features.shown.map((at, n) => {
        const box = places.features[n];
        return { box, name: names[at], text: shortened(names[at], box.width - 6, 11) };
      })
    : [];
  const units = places.hidden.flatMap((boxes, column) => {
    const layer = firstDrawn + column;
    const range = answerRange(reading, layer, sample.drawn);
    return boxes.map((box, n): DrawnUnit => {
      const unit = scene.hidden[layer].shown[n];
      const picture = unitPicture(reading, sample, { layer, unit }, range, box);
      return { key: `${layer} ${unit}`, layer, unit, box, picture };
    });
  });
  return {
    places,
    features,
    units,
    links: linksOf(scene, places, units, firstDrawn),
    notes: notesOf(scene, places, firstDrawn),
    sum: sample.selected === null ? Number.NaN : reading.outputs[sample.drawn * net.outputs + output],
    scene,
  };
}

function linksOf(
  { features, handed, links }: NetScene,
  places: NetPlaces,
  units: readonly DrawnUnit[],
  firstDrawn: number,
): DrawnLink[] {
  const byKey = new Map(units.map((unit) => [unit.key, unit.box]));
  const last = links.length - 1;
  const inputEnd = (input: number): Place => {
    const at = features.shown.indexOf(input);
    if (at < 0) return places.dots[handed.shown.indexOf(input)];
    return rightOf(places.features[at]);
  };
  return links.flatMap((layer, at) => {
    // Without all layers on screen only the links of the last one have both ends.
    if (at < (places.isWhole ? 0 : firstDrawn + 1)) return [];
    return [...layer]
      .sort((left, right) => left.share - right.share)
      .map((link): DrawnLink => {
        const source = at === 0 ? null : `${at - 1} ${link.from}`;
        const target = at === last ? null : `${at} ${link.to}`;
        const from = source === null ? inputEnd(link.from) : rightOf(byKey.get(source)!);
        const to = target === null ? leftOfSum(places) : leftOf(byKey.get(target)!);
        return drawn(link, from, to, at === last, [source, target]);
      });
  });
}

function drawn(
  { weight, share }: Link,
  from: Place,
  to: Place,
  isLast: boolean,
  ends: DrawnLink["ends"],
): DrawnLink {
  const bend = (to.x - from.x) * 0.45;
  const number = (value: number) => Math.round(value * 10) / 10;
  const path =
    `M${number(from.x)} ${number(from.y)}C${number(from.x + bend)} ${number(from.y)} ` +
    `${number(to.x - bend)} ${number(to.y)} ${number(to.x)} ${number(to.y)}`;
  return {
    path,
    width: Math.round(linkWidth(share, isLast) * 100) / 100,
    isPositive: weight > 0,
    opacity: Math.round((0.3 + 0.6 * share) * 100) / 100,
    ends,
  };
}

const rightOf = ({ x, y, width, height }: Box): Place => ({ x: x + width, y: y + height / 2 });
const leftOf = ({ x, y, height }: Box): Place => ({ x, y: y + height / 2 });
const leftOfSum = ({ sum }: NetPlaces): Place => ({ x: sum.x - sum.radius, y: sum.y });

function notesOf({ features, handed, hidden }: NetScene, places: NetPlaces, firstDrawn: number) {
  const notes: { x: number; text: string }[] = [];
  const note = (box: Place & { readonly width?: number }, smaller: number) => {
    if (smaller > 0) notes.push({ x: box.x + (box.width ?? 0) / 2, text: words.smaller(smaller) });
  };
  const left = places.features[0] ?? places.dots[0];
  if (places.isWhole && left !== undefined) note(left, features.smaller + handed.smaller);
  places.hidden.forEach((boxes, column) => {
    if (boxes[0] !== undefined) note(boxes[0], hidden[firstDrawn + column].smaller);
  });
  return notes;
}
