import type { NumberMarks } from "../figures/number-text.ts";

/** The marks of the browser's language, with the digits that the whole page is set in. */
export function readersMarks(language: string | undefined): NumberMarks {
  const parts = new Intl.NumberFormat(language, {
    numberingSystem: "latn",
    useGrouping: "always",
  } as Intl.NumberFormatOptions).formatToParts(1234567.5);
  const mark = (type: Intl.NumberFormatPartTypes) => parts.find((part) => part.type === type)?.value;
  return { decimal: mark("decimal") ?? ".", group: mark("group") ?? "," };
}
