/** One row through the rounds. */
export function RowScreen() {
  return <main className="stage" id="stage" tabIndex={-1} />;
}
