const MINUS = "−";

/** What stands between whole and part, and between thousands. */
export interface NumberMarks {
  readonly decimal: string;
  readonly group: string;
}

export const englishMarks: NumberMarks = { decimal: ".", group: "," };
let marks = englishMarks;

/** The page sets its reader's marks once, before anything is drawn. Files, links and models never come by here. */
export function setNumberMarks(readers: NumberMarks): void {
  marks = readers;
}

/** A plain number text as the reader writes it: 0.39 or 0,39. */
export function withMarks(text: string): string {
  return text.replace(".", marks.decimal);
}

/** Fixed digits, true minus sign, never "−0.00". */
export function decimalText(value: number, digits: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "–" : value > 0 ? "∞" : `${MINUS}∞`;
  const plain = Math.abs(value).toFixed(digits);
  const text = withMarks(plain);
  return value < 0 && Number(plain) !== 0 ? MINUS + text : text;
}

/** As decimalText, with a plus sign before positive values. */
export function signedText(value: number, digits: number): string {
  const text = decimalText(value, digits);
  return value > 0 && Number(value.toFixed(digits)) !== 0 ? `+${text}` : text;
}

/** A whole number in groups of three: 45,211. */
export function countText(count: number): string {
  const digits = String(Math.round(Math.abs(count)));
  const grouped = digits.replace(/\B(?=(\d{3})+$)/g, marks.group);
  return count < 0 ? MINUS + grouped : grouped;
}

/** Digits after the point that show about three figures of numbers as large as `size`. */
export function digitsFor(size: number): number {
  if (!(size > 0) || !Number.isFinite(size)) return 2;
  const power = Math.floor(Math.log10(size));
  const digits = power >= 0 ? 2 - power : 1 - power;
  return Math.min(8, Math.max(0, digits));
}

/** A number on its own, about three figures. */
export function plainText(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e7 || (size > 0 && size < 1e-6))
    return withMarks(value.toExponential(1)).replaceAll("-", MINUS);
  return size >= 1000 ? countText(value) : decimalText(value, digitsFor(size));
}

/** Ticks share their digits, as many as their step needs; large ones are shortened with k, M, G. */
export function tickTexts(ticks: readonly number[]): string[] {
  const largest = ticks.reduce((most, tick) => Math.max(most, Math.abs(tick)), 0);
  const step = ticks.length > 1 ? ticks[1] - ticks[0] : largest || 1;
  const [divisor, suffix] =
    largest >= 1e9 ? [1e9, "G"] : largest >= 1e6 ? [1e6, "M"] : largest >= 1e4 ? [1e3, "k"] : [1, ""];
  const digits = Math.min(8, Math.max(0, -Math.floor(Math.log10(step / divisor) + 1e-9)));
  return ticks.map((tick) => (tick === 0 ? "0" : decimalText(tick / divisor, digits) + suffix));
}

const AVERAGE_CHARACTER = 0.57;

/** Width of a text in pixels, estimated from above: figures are laid out without asking the browser. */
export function textWidth(text: string, fontSize: number): number {
  return text.length * fontSize * AVERAGE_CHARACTER;
}

/** The text, or its beginning with an ellipsis; empty when not even four characters fit. */
export function shortened(text: string, width: number, fontSize: number): string {
  if (textWidth(text, fontSize) <= width) return text;
  const fits = Math.floor(width / (fontSize * AVERAGE_CHARACTER)) - 1;
  return fits < 3 ? "" : `${text.slice(0, fits).trimEnd()}…`;
}
