import { countText } from "../../figures/number-text.ts";
import { railWords } from "../../words/rail.ts";

export interface SplitBarProps {
  readonly train: number;
  readonly validation: number;
  readonly test: number;
  readonly calibration?: number;
  /** How a count of rows is told. */
  readonly textOf?: (rows: number) => string;
}

/** Shares of the rows as a bar, with counts: filled trains, faint calibrates, outlined validates, hatched tests. */
export function SplitBar({ train, validation, test, calibration = 0, textOf = countText }: SplitBarProps) {
  return (
    <>
      <div className="split-bar" aria-hidden="true">
        <i className="train" style={{ flexGrow: train }} />
        {calibration > 0 && <i className="calibration" style={{ flexGrow: calibration }} />}
        {validation > 0 && <i className="validation" style={{ flexGrow: validation }} />}
        {test > 0 && <i className="test" style={{ flexGrow: test }} />}
      </div>
      <p className="split-counts small dim">
        <span>{railWords.train(textOf(train))}</span>
        {calibration > 0 && <span>{railWords.calib(textOf(calibration))}</span>}
        <span>{railWords.valid(textOf(validation))}</span>
        <span>{railWords.test(textOf(test))}</span>
      </p>
    </>
  );
}
