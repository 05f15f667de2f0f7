import { type CSSProperties, useMemo } from "react";
import { distributionById } from "../../boosting/distributions/index.ts";
import type { RunStart } from "../../experiment/recording.ts";
import { binOf, CALIBRATION_BINS, coverageAt, pitHistogram } from "../../figures/calibration-figure.ts";
import { integralTransform } from "../../figures/integral-transform.ts";
import { countText, decimalText } from "../../figures/number-text.ts";
import { countedSet } from "../../figures/probability-figure.ts";
import { chosenViewWords } from "../../words/chosen-views.ts";
import { panelWords } from "../../words/panels.ts";
import { viewWords } from "../../words/views.ts";
import type { CalibrationProps } from "./calibration-view.tsx";
import { PanelFigure } from "./panel-figure.tsx";
import { predictionsFrom, selectedIndex, useShownRows } from "./run-scores.ts";
import { SelectedWedge } from "./selected-ring.tsx";
import { diagonal, SquareFrame, type UnitSquare, unitSquare } from "./unit-square.tsx";
import "./class-views.css";

const words = chosenViewWords.calibration;

const COVERAGE_STEPS = 20;
const LINE_BELOW = 40;
const WORDS_BESIDE = 112;

/** A round when most distributions are still too wide: what the shown one has gained on it. */
const EARLY_ROUND = 5;

const percent = (share: number) => `${decimalText(100 * share, 0)} %`;

/** Are the distributions right? Every tenth of them holds a tenth of the rows, and every middle what it promises. */
export function DistributionCalibration({ view, size }: CalibrationProps) {
  const { start } = view;
  const rows = useShownRows(view);
  const set = countedSet(rows);
  const scores = view.rounds[view.round]?.scores ?? null;
  const { left, right, isBelow } = useMemo(() => squaresOf(size), [size]);
  const found = useMemo(() => transformsAt(start, scores, rows[set]), [start, scores, rows, set]);
  const earlyScores = view.round > EARLY_ROUND ? (view.rounds[EARLY_ROUND]?.scores ?? null) : null;
  const early = useMemo(() => transformsAt(start, earlyScores, rows[set]), [start, earlyScores, rows, set]);
  if (found === null) return null;
  const { pit } = found;
  if (pit.length === 0) return <p className="panel-empty">{words.few}</p>;
  const histogram = pitHistogram(pit);
  const selected = selectedIndex(view);
  const own = selected < 0 ? Number.NaN : found.transform(selected);
  const covers = [0.5, 0.9].map((nominal) =>
    words.covers(percent(nominal), percent(coverageAt(pit, nominal))),
  );
  const caption = words.distributionCaption(
    view.round,
    covers.join(", "),
    histogram.densities.map((density) => decimalText(density, 2)).join(", "),
  );
  return (
    <PanelFigure view={view} caption={caption} points={{ x: [], y: [] }} rows={rows[set]}>
      <svg className="panel-svg" width={size.width} height={size.height} aria-hidden="true">
        <SquareFrame square={left} title={words.pit} yTicks={["0", "1", "2"]} />
        <PitBars histogram={histogram} square={left} own={own} />
        <SquareFrame square={right} title={words.coverage} />
        <path className="panel-actual" d={diagonal(right)} />
        {early !== null && <EarlyCoverage pit={early.pit} square={right} />}
        <path className="panel-line panel-learner" d={coveragePath(pit, right)} />
      </svg>
      <div
        className={`panel-words rank-words ${isBelow ? "below-squares" : "beside-squares"}`}
        style={{ "--beside": `${right.area.left + right.area.width + 14}px` } as CSSProperties}
      >
        {covers.map((text) => (
          <p key={text}>{text}</p>
        ))}
        <p>{words.of(countText(pit.length), viewWords.sets[set])}</p>
      </div>
    </PanelFigure>
  );
}

/** Two squares with room for the words: a line below them, or a narrow column beside. */
function squaresOf({ width, height }: CalibrationProps["size"]) {
  const { area } = unitSquare(0, width / 2, height);
  const isBelow = area.top + area.height + LINE_BELOW <= height;
  const half = Math.min((isBelow ? width : width - WORDS_BESIDE) / 2, height + 40);
  return { left: unitSquare(0, half, height), right: unitSquare(half, half, height), isBelow };
}

/** Transforms of what happened in these rows after a round; null where the round is not held. */
function transformsAt(start: RunStart, scores: Float32Array | null, rows: Uint32Array) {
  const predictions = scores === null ? null : predictionsFrom({ start }, scores);
  if (predictions?.kind !== "distribution") return null;
  const { target } = start.followed;
  const transform = integralTransform(distributionById(predictions.distribution), predictions, target);
  const pit = Array.from(
    rows.filter((row) => !Number.isNaN(target[row])),
    transform,
  );
  return { pit, transform };
}

const LABELLED = 0.35;

/** Coverage of the early round, pale, its name on the side away from the diagonal. */
function EarlyCoverage({ pit, square }: { readonly pit: readonly number[]; readonly square: UnitSquare }) {
  const { sx, sy } = square;
  const held = coverageAt(pit, LABELLED);
  const isAbove = held >= LABELLED;
  return (
    <>
      <path className="panel-line coverage-early" d={coveragePath(pit, square)} />
      <text
        className="panel-note panel-plate"
        x={sx(LABELLED) + (isAbove ? -6 : 6)}
        y={sy(held) + (isAbove ? 0 : 10)}
        textAnchor={isAbove ? "end" : "start"}
      >
        {panelWords.curveOf(EARLY_ROUND)}
      </text>
    </>
  );
}

interface PitBarsProps {
  readonly histogram: ReturnType<typeof pitHistogram>;
  readonly square: UnitSquare;
  /** Transform of the selected row; NaN without one. */
  readonly own: number;
}

/** Twice the right height is the top of the frame; taller bars are cut there. */
function PitBars({ histogram, square, own }: PitBarsProps) {
  const { area, sx, sy } = square;
  const width = area.width / CALIBRATION_BINS;
  const y = (density: number) => sy(Math.min(1, density / 2));
  return (
    <>
      <rect
        className="pit-band"
        x={area.left}
        y={y(histogram.high)}
        width={area.width}
        height={y(histogram.low) - y(histogram.high)}
      />
      {histogram.densities.map((density, bin) => (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: a tenth is its own name
          key={bin}
          className={bin === binOf(own) ? "pit-bar on" : "pit-bar"}
          x={area.left + bin * width + 0.75}
          y={y(density)}
          width={width - 1.5}
          height={area.top + area.height - y(density)}
        />
      ))}
      <line className="panel-actual" x1={area.left} x2={area.left + area.width} y1={y(1)} y2={y(1)} />
      <SelectedWedge x={sx(own)} y={area.top + area.height} title="" />
    </>
  );
}

function coveragePath(pit: readonly number[], { sx, sy }: UnitSquare): string {
  let path = "";
  for (let step = 0; step <= COVERAGE_STEPS; step++) {
    const nominal = step / COVERAGE_STEPS;
    path += `${step === 0 ? "M" : "L"}${sx(nominal).toFixed(1)} ${sy(coverageAt(pit, nominal)).toFixed(1)}`;
  }
  return path;
}
