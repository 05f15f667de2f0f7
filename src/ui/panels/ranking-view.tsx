import { useMemo } from "react";
import { countText, decimalText } from "../../figures/number-text.ts";
import { countedSet } from "../../figures/probability-figure.ts";
import { type RankCurves, rankCurves, thresholdOf } from "../../figures/rank-curves.ts";
import type { Size } from "../../figures/scale.ts";
import { className, shownClass, shownPredictions } from "../../figures/targets.ts";
import type { RunView } from "../../store/run-view.ts";
import { chosenViewWords } from "../../words/chosen-views.ts";
import { viewWords } from "../../words/views.ts";
import { PanelFigure } from "./panel-figure.tsx";
import { predictionsFrom, selectedIndex, useShownRows } from "./run-scores.ts";
import { SelectedRing } from "./selected-ring.tsx";
import { SquareFrame, type UnitSquare, unitSquare } from "./unit-square.tsx";
import "./class-views.css";

const words = chosenViewWords.roc;
const SETS = ["train", "validation", "test"] as const;

/** How well the class that is shown is ranked above the others: ROC at the left, precision over recall at the right. */
export function RankingView({ view, size }: { readonly view: RunView; readonly size: Size }) {
  const { start } = view;
  const rows = useShownRows(view);
  const counted = countedSet(rows);
  const classIndex = shownClass(start, view.selectedRow);
  const scores = view.rounds[view.round]?.scores ?? null;
  const found = useMemo(() => {
    const predictions = scores === null ? null : predictionsFrom({ start }, scores);
    if (predictions?.kind !== "classes") return null;
    const probability = shownPredictions(predictions, classIndex);
    const { target } = start.followed;
    const curvesOf = (set: (typeof SETS)[number]) => {
      const known = rows[set].filter((row) => !Number.isNaN(target[row]));
      return rankCurves(probability, (row) => target[row] === classIndex, known);
    };
    return {
      probability,
      curves: { train: curvesOf("train"), validation: curvesOf("validation"), test: curvesOf("test") },
    };
  }, [start, scores, rows, classIndex]);
  const squares = useMemo(() => {
    const half = Math.min(size.width / 2, size.height + 40);
    return [unitSquare(0, half, size.height), unitSquare(half, half, size.height)] as const;
  }, [size]);
  const points = useMemo(() => {
    if (found === null) return { x: [], y: [] };
    const curves = found.curves[counted];
    const [roc] = squares;
    const at = Array.from(found.probability, (score) => thresholdOf(curves, score));
    return {
      x: at.map((n) => roc.sx(n < 0 ? 0 : curves.falsePositives[n])),
      y: at.map((n) => roc.sy(n < 0 ? 0 : curves.truePositives[n])),
    };
  }, [found, counted, squares]);
  if (found === null) return null;
  const curves = found.curves[counted];
  const setName = viewWords.sets[counted];
  const name = className(start.header.outputs, classIndex);
  if (curves.positives === 0 || curves.negatives === 0) {
    return <p className="panel-empty">{words.oneClass(setName)}</p>;
  }
  const [roc, pr] = squares;
  const auc = decimalText(curves.auc, 3);
  const ap = decimalText(curves.averagePrecision, 3);
  const count = countText(curves.positives + curves.negatives);
  const selected = selectedIndex(view);
  const at = selected < 0 ? -1 : thresholdOf(curves, found.probability[selected]);
  const base = curves.positives / (curves.positives + curves.negatives);
  return (
    <PanelFigure
      view={view}
      caption={words.caption(name, view.round, auc, ap, setName)}
      points={points}
      rows={rows[counted]}
    >
      <svg className="panel-svg" width={size.width} height={size.height} aria-hidden="true">
        <SquareFrame square={roc} title={words.title} />
        <SquareFrame square={pr} title={words.pr} />
        <path className="panel-actual" d={`M${roc.sx(0)} ${roc.sy(0)}L${roc.sx(1)} ${roc.sy(1)}`} />
        <path className="panel-actual" d={`M${pr.sx(0)} ${pr.sy(base)}H${pr.sx(1)}`} />
        {SETS.map((set) => (
          <g key={set} className={set === counted ? "rank-main" : `rank-${set}`}>
            <path className="rank-curve" d={rocPath(found.curves[set], roc)} />
            <path className="rank-curve" d={precisionPath(found.curves[set], pr)} />
          </g>
        ))}
        <text
          className="panel-plate rank-number"
          x={roc.area.left + roc.area.width - 4}
          y={roc.area.top + roc.area.height - 8}
          textAnchor="end"
        >
          {words.auc(auc)}
        </text>
        <text className="panel-plate rank-number" x={pr.area.left + 6} y={pr.area.top + pr.area.height - 8}>
          {words.ap(ap)}
        </text>
        {at >= 0 && (
          <>
            <SelectedRing x={roc.sx(curves.falsePositives[at])} y={roc.sy(curves.truePositives[at])} />
            <SelectedRing x={pr.sx(curves.truePositives[at])} y={pr.sy(curves.precision[at])} />
          </>
        )}
      </svg>
      <div className="panel-words rank-words" style={{ left: pr.area.left + pr.area.width + 14 }}>
        <p>{words.of(name, count, setName)}</p>
      </div>
    </PanelFigure>
  );
}

/** Straight between thresholds: rows of one score come in any order. */
function rocPath({ falsePositives, truePositives }: RankCurves, { sx, sy }: UnitSquare): string {
  if (Number.isNaN(falsePositives[0]) || Number.isNaN(truePositives[0])) return "";
  let path = `M${sx(0).toFixed(1)} ${sy(0).toFixed(1)}`;
  falsePositives.forEach((x, n) => {
    path += `L${sx(x).toFixed(1)} ${sy(truePositives[n]).toFixed(1)}`;
  });
  return path;
}

/** Steps, as average precision adds them up. */
function precisionPath({ precision, truePositives }: RankCurves, { sx, sy }: UnitSquare): string {
  if (Number.isNaN(truePositives[0])) return "";
  let path = "";
  precision.forEach((y, n) => {
    path += `${n === 0 ? `M${sx(0).toFixed(1)} ` : "V"}${sy(y).toFixed(1)}H${sx(truePositives[n]).toFixed(1)}`;
  });
  return path;
}
