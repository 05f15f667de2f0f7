import { decimalText } from "../../figures/number-text.ts";

const UNITS = ["B", "KB", "MB", "GB"];

/** 612 KB, 41 MB: three figures at most. */
export function bytesText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits = unit > 0 && value < 10 ? 1 : 0;
  return `${decimalText(value, digits)} ${UNITS[unit]}`;
}
