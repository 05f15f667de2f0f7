import { useMemo, useRef } from "react";
import type { RankComparison } from "../../analysis/comparison/rank-tests.ts";
import { engineById } from "../../boosting/engines/index.ts";
import { rankPicture } from "../../figures/critical-difference.ts";
import { decimalText, shortened } from "../../figures/number-text.ts";
import type { PanelTable } from "../../figures/panel-tables.ts";
import type { RunEntry } from "../../store/lab-state.ts";
import { questionWords } from "../../words/questions.ts";
import "../frame/picture-ways.css";
import { PictureMenu } from "../frame/picture-menu.tsx";
import { useBoth } from "../frame/use-both.ts";
import { useSize } from "../panels/use-size.ts";

const words = questionWords.dataSets;

interface RankPictureProps {
  readonly ranks: RankComparison;
  /** In the order of the ranks. */
  readonly runs: readonly RunEntry[];
  readonly said: string;
}

/** Runs at their average ranks; a bar joins what is not told apart, and the critical difference stands above. */
export function RankPicture({ ranks, runs, said }: RankPictureProps) {
  const [measure, size] = useSize();
  const frame = useRef<HTMLElement>(null);
  const both = useBoth(measure, frame);
  const width = size?.width ?? null;
  const picture = useMemo(
    () =>
      width === null
        ? null
        : rankPicture(
            {
              averageRanks: ranks.averageRanks,
              criticalDifference: ranks.criticalDifference,
              groups: ranks.groups.nemenyi,
            },
            width,
          ),
    [ranks, width],
  );
  return (
    <>
      <div className="picture-ways">
        <PictureMenu
          name={questionWords.questions.dataSets}
          picture={frame}
          table={() => ranksTable(ranks, runs)}
        />
      </div>
      <figure className="rank-plot" ref={both}>
        <figcaption className="hidden-text">{said}</figcaption>
        {picture !== null && width !== null && (
          <svg className="panel-svg" width={width} height={picture.height} aria-hidden="true">
            <path
              className="rank-axis"
              d={`M${picture.scale(1)} ${picture.axisY}H${picture.ends[1]}${picture.ticks
                .map(({ x }) => `M${x} ${picture.axisY}v-6`)
                .join("")}`}
            />
            {picture.ticks.map(({ rank, x }) => (
              <text key={rank} className="panel-tick" x={x} y={picture.axisY - 10} textAnchor="middle">
                {rank}
              </text>
            ))}
            <Difference picture={picture} value={ranks.criticalDifference} />
            {picture.marks.map(({ run, rank, path, nameX, y, side }) => {
              const { name, spec } = runs[run];
              const room = side === "left" ? nameX : width - nameX;
              const value = decimalText(rank, 2);
              return (
                <g key={runs[run].id} className={`hue-${engineById(spec.engine).meta.hue}`}>
                  <path className="rank-line" d={path} />
                  <text
                    className="compare-label"
                    x={side === "left" ? nameX - 4 : nameX + 4}
                    y={y}
                    dy=".35em"
                    textAnchor={side === "left" ? "end" : "start"}
                  >
                    {words.named(shortened(name, room - 40, 12), value)}
                  </text>
                </g>
              );
            })}
            {picture.bars.map(({ from, to, y }) => (
              <path key={y} className="rank-bar" d={`M${from.toFixed(1)} ${y}H${to.toFixed(1)}`} />
            ))}
          </svg>
        )}
      </figure>
    </>
  );
}

/** Average ranks as numbers: for files. */
function ranksTable({ averageRanks }: RankComparison, runs: readonly RunEntry[]): PanelTable {
  return {
    columns: [questionWords.run, questionWords.value],
    lines: runs.map(({ name }, run) => [name, averageRanks[run]]),
  };
}

function Difference({
  picture: {
    difference: { from, to, y },
  },
  value,
}: {
  readonly picture: ReturnType<typeof rankPicture>;
  readonly value: number;
}) {
  return (
    <g>
      <path className="rank-difference" d={`M${from} ${y - 4}v8M${to} ${y - 4}v8M${from} ${y}H${to}`} />
      <text className="panel-tick" x={(from + to) / 2} y={y - 8} textAnchor="middle">
        {words.critical(decimalText(value, 2))}
      </text>
    </g>
  );
}
