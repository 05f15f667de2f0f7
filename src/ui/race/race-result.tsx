import { useMemo, useState } from "react";
import type { OptimiserRace } from "../../boosting/engines/engine.ts";
import { plainText } from "../../figures/number-text.ts";
import { raceFigure } from "../../figures/race-figure.ts";
import { niceTicks } from "../../figures/scale.ts";
import { raceWords as words } from "../../words/race.ts";
import { BottomAxis } from "../panels/panel-axes.tsx";
import { useSize } from "../panels/use-size.ts";

interface RaceResultProps {
  readonly race: OptimiserRace;
  readonly names: ReadonlyMap<string, string>;
  /** The run's own optimiser. */
  readonly own: string;
}

/** Curves and the table of all lanes; a row that is pointed at or focused has its curve brought out. */
export function RaceResult({ race, names, own }: RaceResultProps) {
  const [measure, size] = useSize();
  const [marked, setMarked] = useState<string | null>(null);
  const figure = useMemo(() => (size === null ? null : raceFigure(race, size)), [race, size]);
  const lanes = figure?.lanes ?? [];
  const nameOf = (id: string) => names.get(id) ?? id;
  const [best] = lanes;
  const kindOf = (id: string) =>
    id === (marked ?? own) ? "marked" : id === best?.optimizer ? "best" : "other";
  return (
    <>
      <p className="small dim race-axis">{words.axis}</p>
      <div
        ref={measure}
        className="race-picture"
        role="img"
        aria-label={
          best === undefined ? "" : words.picture(lanes.length, nameOf(best.optimizer), lossText(best.last))
        }
      >
        {figure !== null && size !== null && (
          <svg className="panel-svg" width={size.width} height={size.height} aria-hidden="true">
            {figure.ticks.map(({ y, value }) => (
              <g key={value}>
                <line
                  className="panel-grid"
                  x1={figure.area.left}
                  x2={figure.area.left + figure.area.width}
                  y1={y}
                  y2={y}
                />
                <text className="panel-tick" x={figure.area.left - 6} y={y} dy=".35em" textAnchor="end">
                  {lossText(value)}
                </text>
              </g>
            ))}
            <BottomAxis
              ticks={niceTicks({ min: race.stepsAnEpoch, max: figure.steps }, 6)}
              scale={figure.sx}
              area={figure.area}
            />
            {[...lanes]
              .sort(
                (left, right) => order(left.optimizer, marked ?? own) - order(right.optimizer, marked ?? own),
              )
              .map(({ optimizer, path }) => (
                <path key={optimizer} className={`race-lane race-${kindOf(optimizer)}`} d={path} />
              ))}
          </svg>
        )}
      </div>
      <div className="race-table-frame">
        <table className="race-table" aria-label={words.table}>
          <thead>
            <tr>
              <th scope="col">{words.optimiser}</th>
              <th scope="col">{words.rate}</th>
              <th scope="col">{words.first}</th>
              <th scope="col">{words.last}</th>
            </tr>
          </thead>
          <tbody>
            {lanes.map(({ optimizer, learningRate, first, last }) => (
              <tr
                key={optimizer}
                className={optimizer === (marked ?? own) ? "race-row-marked" : undefined}
                onMouseMove={({ movementX, movementY }) => {
                  // Rows that scroll by under a pointer at rest are not pointed at.
                  if (movementX !== 0 || movementY !== 0) setMarked(optimizer);
                }}
                onMouseLeave={() => setMarked((now) => (now === optimizer ? null : now))}
              >
                <th scope="row">
                  <button
                    type="button"
                    className="race-name"
                    onFocus={() => setMarked(optimizer)}
                    onBlur={() => setMarked((now) => (now === optimizer ? null : now))}
                    onClick={() => setMarked(optimizer)}
                  >
                    {nameOf(optimizer)}
                  </button>
                  {optimizer === own && <span className="small dim"> {words.own}</span>}
                </th>
                <td>{learningRate === null ? words.noRate : plainText(learningRate)}</td>
                <td>{lossText(first)}</td>
                <td>{lossText(last)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** The marked curve is drawn last, over all others. */
const order = (id: string, marked: string) => (id === marked ? 1 : 0);

const lossText = (loss: number) => (Number.isFinite(loss) ? plainText(loss) : "∞");
