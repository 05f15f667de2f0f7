import { countText } from "../../figures/number-text.ts";

export interface SplitBarProps {
  readonly train: number;
  readonly validation: number;
  readonly test: number;
  readonly calibration?: number;
}

/** Shares of the rows as a bar, with counts: filled trains, outlined validates, hatched tests. */
export function SplitBar({ train, validation, test, calibration = 0 }: SplitBarProps) {
  return (
    <>
      <div className="split-bar" aria-hidden="true">
        <i className="train" style={{ flexGrow: train }} />
        {calibration > 0 && <i className="calibration" style={{ flexGrow: calibration }} />}
        {validation > 0 && <i className="validation" style={{ flexGrow: validation }} />}
        {test > 0 && <i className="test" style={{ flexGrow: test }} />}
      </div>
      <p className="split-counts small dim">
        <span>train {countText(train)}</span>
        {calibration > 0 && <span>calib. {countText(calibration)}</span>}
        <span>valid. {countText(validation)}</span>
        <span>test {countText(test)}</span>
      </p>
    </>
  );
}
