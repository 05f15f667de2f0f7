import { metricEntry } from "../../boosting/metrics/catalogue.ts";
import { glyphPaths } from "../../figures/glyph-paths.ts";
import { noiseFigure } from "../../figures/noise-figure.ts";
import { decimalText, plainText, shortened } from "../../figures/number-text.ts";
import type { Size } from "../../figures/scale.ts";
import type { Differences } from "../../store/comparison/differences.ts";
import { isLowerBetter, type RunSummary } from "../../store/comparison/summaries.ts";
import { verdictSentence } from "../../store/comparison/verdict-text.ts";
import type { RunEntry } from "../../store/lab-state.ts";
import { compareWords as words } from "../../words/compare.ts";
import { BottomAxis } from "../panels/panel-axes.tsx";
import { useComparison } from "./use-comparison.ts";

interface NoisePictureProps {
  readonly summaries: readonly RunSummary[];
  readonly differences: Differences;
  readonly baseline: RunEntry;
  readonly metric: string;
  readonly size: Size;
}

const NAME_WIDTH = 96;

/** Dots are seeds, bars intervals, the band in the middle counts as the same. */
export function NoisePicture({ summaries, differences, baseline, metric, size }: NoisePictureProps) {
  const sameShare = useComparison((state) => state.sameShare);
  const others = summaries.flatMap((summary) => {
    const difference = differences.byRun.get(summary.run.id);
    return summary.run.id === baseline.id || difference === undefined ? [] : [{ ...summary, difference }];
  });
  const figure = noiseFigure(
    others.map(({ run, difference }) => ({ id: run.id, ...difference })),
    differences.sameHalf,
    size,
  );
  const { area, sx, same, rows } = figure;
  const bottom = area.top + area.height;
  const { digits } = metricEntry(metric);
  const said = others.map(({ run, difference }) =>
    verdictSentence(difference, { name: run.name, baseline: baseline.name, digits }),
  );
  const isLower = differences.unit === "row-loss" || isLowerBetter(metric);
  return (
    <>
      <figcaption className="hidden-text">{said.join(" ")}</figcaption>
      <svg className="panel-svg" width={size.width} height={size.height} aria-hidden="true">
        <rect
          className="noise-same"
          x={same[0]}
          y={area.top}
          width={Math.max(1, same[1] - same[0])}
          height={area.height}
        />
        <line className="noise-zero" x1={sx(0)} x2={sx(0)} y1={area.top} y2={bottom} />
        <text className="panel-note" x={sx(0)} y={area.top - 8} textAnchor="middle">
          {words.same(decimalText(sameShare * 100, sameShare * 100 < 1 ? 1 : 0))}
        </text>
        {rows.map(({ id, y, dots, mean, bar }, n) => {
          const { run, hue, hollow, difference } = others[n];
          return (
            <g key={id} className={`hue-${hue}`}>
              <text className="compare-label" x={area.left - 8} y={y - 4} textAnchor="end">
                {shortened(run.name, NAME_WIDTH, 12)}
              </text>
              {dots.map((dot, seed) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the seed is what tells dots apart
                <circle key={seed} className="noise-dot" cx={dot.x} cy={dot.y} r={3.5}>
                  <title>{plainText(difference.differences[seed] ?? Number.NaN)}</title>
                </circle>
              ))}
              {bar !== null && (
                <line className="panel-line panel-mean" x1={bar[0]} x2={bar[1]} y1={y} y2={y} />
              )}
              <g transform={`translate(${mean.toFixed(1)} ${y})`}>
                <path
                  className={hollow ? "glyph-mark hollow compare-best" : "glyph-mark compare-best"}
                  d={glyphPaths[hue]}
                />
              </g>
            </g>
          );
        })}
        <line className="panel-zero" x1={area.left} x2={area.left + area.width} y1={bottom} y2={bottom} />
        <BottomAxis ticks={figure.ticks} scale={sx} area={area} />
        <text className="panel-note" x={area.left} y={bottom + 32}>
          {isLower ? words.betterLeft(baseline.name) : words.worseLeft(baseline.name)}
        </text>
        <text className="panel-note" x={area.left + area.width} y={bottom + 32} textAnchor="end">
          {isLower ? words.worse : words.better}
        </text>
      </svg>
    </>
  );
}
