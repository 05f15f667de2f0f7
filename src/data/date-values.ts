import type { DateOrder, DatePart } from "./column-type.ts";

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const TIME =
  /^(?:[T ,]\s*)?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([ap]\.?m\.?)?\s*(z|utc|gmt|[+-]\d{2}:?\d{2})?$/i;
const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?(?=$|[T ])/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?=$|T)/;
const YEAR_LAST = /^(\d{1,2})([-/. ])\s?(\d{1,2})\2\s?(\d{4}|\d{2})(?=$|[T ,])/;
const DAY_MONTH_NAME = /^(\d{1,2})(?:st|nd|rd|th)?[-/. ]+([a-z]{3,9})\.?[-/., ]+(\d{4}|\d{2})(?=$|[T ,])/i;
const MONTH_NAME_DAY = /^([a-z]{3,9})\.?[-/. ]+(\d{1,2})(?:st|nd|rd|th)?,?[-/. ]+(\d{4}|\d{2})(?=$|[T ,])/i;
const WEEKDAY = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[,.]?\s+/i;
const MINUTES_A_DAY = 1440;
const LONGEST = 64;

/**
 * Days since 1970-01-01 in UTC, with a fraction where there is a time; NaN = no date. A time without a zone counts as
 * UTC, two digits of a year as 1970 to 2069. `order` settles 03/04/2020.
 */
export function parseDate(given: string, order: DateOrder): number {
  if (given.length > LONGEST) return Number.NaN;
  const text = given.trim().replace(WEEKDAY, "");
  const found = yearFirst(text) ?? byMonthName(text) ?? yearLast(text, order);
  if (found === null) return Number.NaN;
  const days = daysOf(found);
  const rest = text.slice(found.length);
  return rest === "" ? days : days + dayFraction(rest);
}

interface FoundDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** Characters that the date takes. */
  readonly length: number;
}

function yearFirst(text: string): FoundDate | null {
  const match = YEAR_FIRST.exec(text) ?? COMPACT.exec(text);
  if (match === null) return null;
  const isCompact = match.length === 4;
  const month = Number(isCompact ? match[2] : match[3]);
  const day = Number((isCompact ? match[3] : match[4]) ?? 1);
  return { year: Number(match[1]), month, day, length: match[0].length };
}

function byMonthName(text: string): FoundDate | null {
  const dayFirst = DAY_MONTH_NAME.exec(text);
  const match = dayFirst ?? MONTH_NAME_DAY.exec(text);
  if (match === null) return null;
  const [name, day] = dayFirst === null ? [match[1]!, match[2]!] : [match[2]!, match[1]!];
  const month = MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
  if (month === 0) return null;
  return { year: fullYear(match[3]!), month, day: Number(day), length: match[0].length };
}

function yearLast(text: string, order: DateOrder): FoundDate | null {
  const match = YEAR_LAST.exec(text);
  if (match === null || order === "iso") return null;
  const [first, second] = [Number(match[1]), Number(match[3])];
  const [month, day] = order === "mdy" ? [first, second] : [second, first];
  return { year: fullYear(match[4]!), month, day, length: match[0].length };
}

/** Two digits are of 1970 to 2069, as POSIX reads them from 69 on. */
function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length === 4) return year;
  return year < 69 ? 2000 + year : 1900 + year;
}

function daysOf({ year, month, day }: FoundDate): number {
  const isReal = month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  return isReal ? daysFromCivil(year, month, day) : Number.NaN;
}

function daysInMonth(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
}

/** Days from 1970-01-01 to a day of the Gregorian calendar (Hinnant, "chrono-compatible low-level date algorithms"). */
function daysFromCivil(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The share of a day, less the zone's distance from UTC; NaN = no time. */
function dayFraction(text: string): number {
  const match = TIME.exec(text);
  if (match === null) return Number.NaN;
  const [, hours, minutes, seconds = "0", fraction = "", half, zone] = match;
  let hour = Number(hours);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return Number.NaN;
    hour = (hour % 12) + (/^p/i.test(half) ? 12 : 0);
  }
  const second = Number(seconds) + (fraction === "" ? 0 : Number(`0.${fraction}`));
  if (hour > 24 || Number(minutes) > 59 || second >= 61) return Number.NaN;
  return (hour * 60 + Number(minutes) + second / 60 - zoneMinutes(zone)) / MINUTES_A_DAY;
}

function zoneMinutes(zone: string | undefined): number {
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? "");
  if (match === null) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return match[1] === "-" ? -minutes : minutes;
}

/** A part of a date given in days since 1970-01-01: weekday 1 = Monday to 7, hour with its fraction cut off. */
export function datePart(days: number, part: DatePart): number {
  const whole = Math.floor(days);
  switch (part) {
    case "ordinal":
      return days;
    case "weekday":
      return ((((whole + 3) % 7) + 7) % 7) + 1;
    case "hour":
      return Math.floor((days - whole) * 24 + 1e-9);
    default:
      return civilFromDays(whole)[part];
  }
}

/** The inverse of `daysFromCivil`. */
export function civilFromDays(days: number): { year: number; month: number; day: number } {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9);
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  };
}
