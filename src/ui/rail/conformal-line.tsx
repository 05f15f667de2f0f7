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
    kind === "interval" ? railWords.within(plainText(size)) : railWords.inASet(decimalText(size, 2));
  return (
    <p className="small dim">
      {coverage === null
        ? railWords.calibrated(percent, promise)
        : railWords.calibratedAndSeen(percent, promise, decimalText(coverage * 100, 1))}
    </p>
  );
}
