import { useMemo } from "react";
import { type ConfusionCounts, confusionCounts, lineOf } from "../../figures/confusion-figure.ts";
import { countText, decimalText, shortened, textWidth } from "../../figures/number-text.ts";
import { countedSet } from "../../figures/probability-figure.ts";
import type { Size } from "../../figures/scale.ts";
import { className, likeliestClasses } from "../../figures/targets.ts";
import type { RunView } from "../../store/run-view.ts";
import { chosenViewWords } from "../../words/chosen-views.ts";
import { viewWords } from "../../words/views.ts";
import { PanelFigure } from "./panel-figure.tsx";
import { predictionsFrom, selectedIndex, useShownRows } from "./run-scores.ts";
import "./class-views.css";

const words = chosenViewWords.confusion;
const TOP = 34;
const WIDEST_CELL = 64;
const NONE = { x: [], y: [] };

/** Which class is taken for which: rows are the truth, columns what the model finds likeliest. */
export function ConfusionView({ view, size }: { readonly view: RunView; readonly size: Size }) {
  const { start } = view;
  const rows = useShownRows(view);
  const set = countedSet(rows);
  const scores = view.rounds[view.round]?.scores ?? null;
  const found = useMemo(() => {
    const predictions = scores === null ? null : predictionsFrom({ start }, scores);
    if (predictions?.kind !== "classes") return null;
    const counts = confusionCounts(predictions, start.followed.target, rows[set]);
    return { counts, likeliest: likeliestClasses(predictions) };
  }, [start, scores, rows, set]);
  if (found === null) return null;
  const { counts } = found;
  const { outputs } = start.header;
  const names = counts.classes.map((classIndex) => className(outputs, classIndex));
  if (counts.hasOthers) names.push(words.others);
  const setName = viewWords.sets[set];
  const right = words.right(countText(counts.right), countText(counts.total), setName);
  const cells = names.flatMap((truth, row) =>
    names.map((predicted, column) =>
      words.cell(truth, predicted, countText(counts.counts[row * counts.size + column])),
    ),
  );
  const selected = selectedIndex(view);
  const target = start.followed.target[selected] ?? Number.NaN;
  const marked =
    selected < 0 || Number.isNaN(target)
      ? null
      : { row: lineOf(counts, target), column: lineOf(counts, found.likeliest[selected]) };
  const caption = words.caption(view.round, right, cells.join(", "));
  return (
    <PanelFigure view={view} caption={caption} points={NONE} rows={rows[set]}>
      <Matrix counts={counts} names={names} marked={marked} size={size} />
      <div className="panel-words confusion-words">
        <p>
          {right}, <b>{words.accuracy(decimalText(counts.right / counts.total, 3))}</b>
        </p>
      </div>
    </PanelFigure>
  );
}

interface MatrixProps {
  readonly counts: ConfusionCounts;
  readonly names: readonly string[];
  readonly marked: { readonly row: number; readonly column: number } | null;
  readonly size: Size;
}

function Matrix({ counts, names, marked, size }: MatrixProps) {
  const widest = names.reduce((most, name) => Math.max(most, textWidth(name, 11)), 0);
  const left = Math.min(110, Math.max(40, widest + 14));
  const width = Math.min(WIDEST_CELL, (size.width - left - 4) / counts.size);
  const height = (size.height - TOP - 6) / counts.size;
  const hasText = height >= 12;
  return (
    <svg className="panel-svg" width={size.width} height={size.height} aria-hidden="true">
      {names.map((name, line) => (
        <g key={name}>
          <text
            className="panel-tick"
            x={left - 6}
            y={TOP + (line + 0.5) * height}
            dy=".35em"
            textAnchor="end"
          >
            {height >= 10 ? shortened(name, left - 10, 11) || name.slice(0, 2) : ""}
          </text>
          <text className="panel-tick" x={left + (line + 0.5) * width} y={TOP - 5} textAnchor="middle">
            {shortened(name, width - 2, 11) || name.slice(0, 2)}
          </text>
        </g>
      ))}
      {names.map((truth, row) => {
        const line = Array.from(counts.counts.subarray(row * counts.size, (row + 1) * counts.size));
        const total = line.reduce((sum, count) => sum + count, 0);
        return line.map((count, column) => (
          <g key={`${truth} ${names[column]}`}>
            <rect
              className="confusion-cell"
              x={left + column * width + 0.5}
              y={TOP + row * height + 0.5}
              width={Math.max(1, width - 1)}
              height={Math.max(1, height - 1)}
            />
            <rect
              className="confusion-share"
              x={left + column * width + 0.5}
              y={TOP + row * height + 0.5}
              width={Math.max(1, width - 1)}
              height={Math.max(1, height - 1)}
              fillOpacity={total === 0 ? 0 : (SHADE * count) / total}
            />
            {hasText && (
              <text
                className={row === column ? "confusion-count on" : "confusion-count"}
                x={left + (column + 0.5) * width}
                y={TOP + (row + 0.5) * height}
                dy=".35em"
                textAnchor="middle"
              >
                {countText(count)}
              </text>
            )}
          </g>
        ));
      })}
      {marked !== null && (
        <rect
          className="panel-ring"
          x={left + marked.column * width + 1}
          y={TOP + marked.row * height + 1}
          width={Math.max(1, width - 2)}
          height={Math.max(1, height - 2)}
          rx={2}
        />
      )}
    </svg>
  );
}

/** Strongest shade: the ink of the count stays readable on it in both themes. */
const SHADE = 0.38;
