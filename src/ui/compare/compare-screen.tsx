/** The runs side by side. */
export function CompareScreen() {
  return <main className="stage" id="stage" tabIndex={-1} />;
}
