import { wedgePath } from "../../figures/svg-path.ts";

/** The mark of the selected row, the same in every panel. */
export function SelectedRing({ x, y }: { readonly x: number; readonly y: number }) {
  return Number.isNaN(x) || Number.isNaN(y) ? null : <circle className="panel-ring" cx={x} cy={y} r={5.5} />;
}

interface SelectedWedgeProps {
  readonly x: number;
  /** Of the axis that the wedge points to. */
  readonly y: number;
  readonly title: string;
}

/** Where the selected row stands on an axis, in a picture that has no mark of its own for it. */
export function SelectedWedge({ x, y, title }: SelectedWedgeProps) {
  if (Number.isNaN(x)) return null;
  return (
    <path className="panel-wedge" d={wedgePath(x, y)}>
      <title>{title}</title>
    </path>
  );
}
