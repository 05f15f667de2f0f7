import type { KeyboardEvent, MouseEvent, ReactNode } from "react";
import { nearestPoint, neighbourPoint } from "../../figures/nearest-point.ts";
import type { PointPositions } from "../../figures/svg-path.ts";
import type { RunView } from "../../store/run-view.ts";
import { selectedIndex } from "./run-scores.ts";

interface PanelFigureProps {
  readonly view: RunView;
  /** One sentence that says what the picture shows, for readers who cannot see it. */
  readonly caption: string;
  readonly points: PointPositions;
  /** Followed rows that are drawn and can be selected. */
  readonly rows: Uint32Array;
  readonly children: ReactNode;
}

const REACH = 16;
const WALK_KEYS = new Map<string, 1 | -1>([
  ["ArrowRight", 1],
  ["ArrowLeft", -1],
]);

/** A picture of rows: a click takes the nearest row, arrows walk from row to row. */
export function PanelFigure({ view, caption, points, rows, children }: PanelFigureProps) {
  const select = (index: number) => {
    if (index >= 0) view.onSelectRow(view.start.followed.rowIds[index]);
  };
  const click = (event: MouseEvent<HTMLButtonElement>) => {
    if (event.detail === 0) return;
    const frame = event.currentTarget.getBoundingClientRect();
    const place = { x: event.clientX - frame.left, y: event.clientY - frame.top };
    select(nearestPoint(points, rows, place, REACH));
  };
  const walk = (event: KeyboardEvent<HTMLButtonElement>) => {
    const direction = WALK_KEYS.get(event.key);
    if (direction === undefined || event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    select(neighbourPoint(points, rows, selectedIndex(view), direction));
  };
  return (
    <figure className="panel-figure">
      {children}
      <button
        type="button"
        className="panel-walk"
        aria-label={`${view.name}: ${caption} Arrow keys walk through the rows.`}
        onMouseDown={(event) => event.preventDefault()}
        onClick={click}
        onKeyDown={walk}
      />
      <figcaption className="panel-hidden">{caption}</figcaption>
    </figure>
  );
}
