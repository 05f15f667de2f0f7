import { useMemo } from "react";
import {
  CALIBRATION_BINS,
  type CalibrationBin,
  calibrationBins,
  calibrationError,
} from "../../figures/calibration-figure.ts";
import { countText, decimalText } from "../../figures/number-text.ts";
import { countedSet } from "../../figures/probability-figure.ts";
import type { Size } from "../../figures/scale.ts";
import { className, shownClass, shownPredictions } from "../../figures/targets.ts";
import type { RunView } from "../../store/run-view.ts";
import { chosenViewWords } from "../../words/chosen-views.ts";
import { viewWords } from "../../words/views.ts";
import { DistributionCalibration } from "./distribution-calibration.tsx";
import { PanelFigure } from "./panel-figure.tsx";
import { predictionsFrom, selectedIndex, useShownRows } from "./run-scores.ts";
import { SelectedWedge } from "./selected-ring.tsx";
import { diagonal, SquareFrame, type UnitSquare, unitSquare } from "./unit-square.tsx";
import "./class-views.css";

const words = chosenViewWords.calibration;

export interface CalibrationProps {
  readonly view: RunView;
  readonly size: Size;
}

/** Are the probabilities right? For classes by tenths, for distributions by what their middle holds. */
export function CalibrationView({ view, size }: CalibrationProps) {
  return view.start.header.outputs.kind === "classes" ? (
    <ClassCalibration view={view} size={size} />
  ) : (
    <DistributionCalibration view={view} size={size} />
  );
}

function ClassCalibration({ view, size }: CalibrationProps) {
  const { start } = view;
  const rows = useShownRows(view);
  const set = countedSet(rows);
  const classIndex = shownClass(start, view.selectedRow);
  const scores = view.rounds[view.round]?.scores ?? null;
  const square = useMemo(() => unitSquare(0, size.width, size.height), [size]);
  const found = useMemo(() => {
    const predictions = scores === null ? null : predictionsFrom({ start }, scores);
    if (predictions?.kind !== "classes") return null;
    const { target } = start.followed;
    const probability = shownPredictions(predictions, classIndex);
    const known = rows[set].filter((row) => !Number.isNaN(target[row]));
    const bins = calibrationBins(probability, (row) => target[row] === classIndex, known);
    return { probability, bins, count: known.length };
  }, [start, scores, rows, set, classIndex]);
  const points = useMemo(() => {
    const { area, sx } = square;
    const y = area.top + area.height - 5;
    return {
      x: Array.from(found?.probability ?? [], (value) => sx(value)),
      y: Array.from(found?.probability ?? [], () => y),
    };
  }, [found, square]);
  if (found === null) return null;
  if (found.count === 0) return <p className="panel-empty">{words.few}</p>;
  const name = className(start.header.outputs, classIndex);
  const error = decimalText(calibrationError(found.bins), 3);
  const spoken = found.bins
    .filter(({ count }) => count > 0)
    .map(({ predicted, observed, count }) =>
      words.bin(decimalText(predicted, 2), decimalText(observed, 2), countText(count)),
    );
  const selected = selectedIndex(view);
  const { area, sx } = square;
  return (
    <PanelFigure
      view={view}
      caption={words.caption(name, view.round, error, spoken.join("; "))}
      points={points}
      rows={rows[set]}
    >
      <svg className="panel-svg" width={size.width} height={size.height} aria-hidden="true">
        <SquareFrame square={square} title={words.cameTrue} />
        <CountBars bins={found.bins} square={square} />
        <path className="panel-actual" d={diagonal(square)} />
        <BinMarks bins={found.bins} square={square} />
        {selected >= 0 && (
          <SelectedWedge x={sx(found.probability[selected])} y={area.top + area.height} title="" />
        )}
      </svg>
      <div className="panel-words" style={{ left: area.left + area.width + 16 }}>
        <p>{words.title(name)}</p>
        <p>
          <b>{words.error(error)}</b>
        </p>
        <p>{words.of(countText(found.count), viewWords.sets[set])}</p>
      </div>
    </PanelFigure>
  );
}

interface BinsProps {
  readonly bins: readonly CalibrationBin[];
  readonly square: UnitSquare;
}

/** How many rows stand behind each point, faint, on a scale of their own. */
function CountBars({ bins, square }: BinsProps) {
  const { area } = square;
  const most = bins.reduce((max, { count }) => Math.max(max, count), 1);
  const width = area.width / CALIBRATION_BINS;
  return bins.map(({ count }, bin) => {
    const height = (0.3 * area.height * count) / most;
    return (
      <rect
        // biome-ignore lint/suspicious/noArrayIndexKey: a tenth is its own name
        key={bin}
        className="calibration-count"
        x={area.left + bin * width + 1}
        y={area.top + area.height - height}
        width={width - 2}
        height={height}
      />
    );
  });
}

function BinMarks({ bins, square: { sx, sy } }: BinsProps) {
  const drawn = bins.filter(({ count }) => count > 0);
  const line = drawn.map(
    ({ predicted, observed }, n) => `${n === 0 ? "M" : "L"}${sx(predicted)} ${sy(observed)}`,
  );
  return (
    <>
      <path className="panel-line panel-learner" d={line.join("")} />
      {drawn.map(({ predicted, observed, low, high }) => (
        <g key={predicted}>
          <line
            className="calibration-interval"
            x1={sx(predicted)}
            x2={sx(predicted)}
            y1={sy(low)}
            y2={sy(high)}
          />
          <circle className="calibration-point" cx={sx(predicted)} cy={sy(observed)} r={3.2} />
        </g>
      ))}
    </>
  );
}
