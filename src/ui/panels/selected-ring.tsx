/** The mark of the selected row, the same in every panel. */
export function SelectedRing({ x, y }: { readonly x: number; readonly y: number }) {
  return Number.isNaN(x) || Number.isNaN(y) ? null : <circle className="panel-ring" cx={x} cy={y} r={5.5} />;
}
