import { decimalText } from "../../figures/number-text.ts";
import { byteUnits } from "../../words/controls.ts";

/** 612 KB, 41 MB: three figures at most. */
export function bytesText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < byteUnits.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits = unit > 0 && value < 10 ? 1 : 0;
  return `${decimalText(value, digits)} ${byteUnits[unit]}`;
}
