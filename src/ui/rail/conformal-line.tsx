import type { Conformal } from "../../analysis/conformal.ts";
import { countText, decimalText, plainText } from "../../figures/number-text.ts";
import { railWords } from "../../words/rail.ts";

/** What the calibration rows promise, and what the test rows say of it. */
export function ConformalLine({ conformal }: { readonly conformal: Conformal }) {
  const { level, rows, kind, size, coverage } = conformal;
  const percent = `${Math.round(level * 100)} %`;
  if (size === null) {
    return <p className="small dim">{railWords.tooFewToCalibrate(countText(rows), percent)}</p>;
  }
  const promise =
    kind === "interval" ? `within ±${plainText(size)}` : `in a set of ${decimalText(size, 2)} classes`;
  return (
    <p className="small dim">
      {railWords.calibrated(percent, promise)}
      {coverage !== null && `; ${decimalText(coverage * 100, 1)} % of the test rows are`}.
    </p>
  );
}
