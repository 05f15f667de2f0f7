import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { typeColumns } from "../../src/data/column-types.ts";
import { datePart, parseDate } from "../../src/data/date-values.ts";
import { readBytes } from "./read-fixture.ts";

const days = (iso: string) => Date.parse(iso) / 86_400_000;

describe("parseDate", () => {
  it.each([
    ["1970-01-01", "iso", 0],
    ["2021-03-14", "iso", days("2021-03-14T00:00Z")],
    ["2021/3/4", "iso", days("2021-03-04T00:00Z")],
    ["2021-03", "iso", days("2021-03-01T00:00Z")],
    ["20240229", "iso", days("2024-02-29T00:00Z")],
    ["2021-03-14T06:00", "iso", days("2021-03-14T06:00Z")],
    ["2021-03-14 06:30:15.5", "iso", days("2021-03-14T06:30:15.500Z")],
    ["2021-03-14T06:00:00Z", "iso", days("2021-03-14T06:00Z")],
    ["2021-03-14T06:00:00+02:00", "iso", days("2021-03-14T04:00Z")],
    ["2021-03-14T06:00-0530", "iso", days("2021-03-14T11:30Z")],
    ["14.03.2021", "dmy", days("2021-03-14T00:00Z")],
    ["3/4/2021", "dmy", days("2021-04-03T00:00Z")],
    ["3/4/2021", "mdy", days("2021-03-04T00:00Z")],
    ["3/4/21 5:30 PM", "mdy", days("2021-03-04T17:30Z")],
    ["12-Jun-98", "dmy", days("1998-06-12T00:00Z")],
    ["Jun 12 1998", "iso", days("1998-06-12T00:00Z")],
    ["June 12, 1998", "iso", days("1998-06-12T00:00Z")],
    ["Friday, 12 June 1998", "iso", days("1998-06-12T00:00Z")],
    ["1/1/68", "mdy", days("2068-01-01T00:00Z")],
    ["1/1/69", "mdy", days("1969-01-01T00:00Z")],
    ["12:00 AM", "iso", Number.NaN],
    ["2021-02-29", "iso", Number.NaN],
    ["2021-13-01", "iso", Number.NaN],
    ["31.04.2021", "dmy", Number.NaN],
    ["14/13/2021", "mdy", Number.NaN],
    ["1.5", "dmy", Number.NaN],
    ["2021-03-14T25:00", "iso", Number.NaN],
    ["hello", "iso", Number.NaN],
  ] as const)("%s, %s", (text, order, expected) => {
    if (Number.isNaN(expected)) expect(parseDate(text, order)).toBeNaN();
    else expect(parseDate(text, order)).toBeCloseTo(expected, 9);
  });

  it("agrees with the host's calendar, and its parts do", () => {
    const dates = fc.date({ min: new Date("0100-01-01"), max: new Date("9999-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(dates, (date) => {
        const text = date.toISOString();
        const parsed = parseDate(text, "iso");
        expect(parsed * 86_400_000).toBeCloseTo(date.getTime(), 0);
        const whole = Math.floor(date.getTime() / 86_400_000);
        expect(datePart(whole, "year")).toBe(date.getUTCFullYear());
        expect(datePart(whole, "month")).toBe(date.getUTCMonth() + 1);
        expect(datePart(whole, "day")).toBe(date.getUTCDate());
        expect(datePart(whole, "weekday")).toBe(date.getUTCDay() === 0 ? 7 : date.getUTCDay());
      }),
      { numRuns: 500, seed: 3 },
    );
    expect(datePart(days("2021-03-14T17:30Z"), "hour")).toBe(17);
  });
});

describe("typeColumns", () => {
  const rows = 200;
  const of = async (name: string, value: (row: number) => string) => {
    const text = `${name},other\n${Array.from({ length: rows }, (_, row) => `${value(row)},${row % 3}`).join("\n")}\n`;
    return typeColumns((await readBytes(text)).table)[0]!;
  };
  const words = (row: number) => `some words about ${row * 7} things`;

  it.each([
    ["price", (row: number) => String(row * 1.37), "number"],
    ["grade", (row: number) => String(row % 4), "number"],
    ["flag", (row: number) => String(row % 2), "boolean"],
    ["answer", (row: number) => (row % 3 === 0 ? "yes" : "no"), "boolean"],
    ["antwort", (row: number) => (row % 3 === 0 ? "Ja" : "Nein"), "boolean"],
    ["colour", (row: number) => ["red", "green", "blue"][row % 3]!, "category"],
    ["day", (row: number) => `2021-0${1 + (row % 9)}-1${row % 10}`, "date"],
    ["day", (row: number) => `1${row % 10}.0${1 + (row % 9)}.2021`, "date"],
    ["day", (row: number) => `20210${1 + (row % 9)}1${row % 10}`, "date"],
    ["note", words, "text"],
    ["customer", (row: number) => `C-${row * 31}`, "id"],
    ["row", (row: number) => String(row + 1), "id"],
    ["user_id", (row: number) => String((row * 7919) % 100_003), "id"],
    ["amount", (row: number) => String((row * 7919) % 100_003), "number"],
    ["zip", (row: number) => `0${1000 + (row % 50)}`, "category"],
  ])("%s is a %s", async (name, value, type) => {
    const found = await of(name, value);
    expect(found.type).toBe(type);
    expect(found.why).toMatch(/\w+.*\.|\?$/);
    expect(found.date === null).toBe(type !== "date");
  });

  it("settles day or month first by a day above 12, else says that it guesses", async () => {
    expect((await of("d", (row) => `${1 + (row % 28)}/5/2021`)).date?.order).toBe("dmy");
    expect((await of("d", (row) => `5/${1 + (row % 28)}/2021`)).date?.order).toBe("mdy");
    const open = await of("d", (row) => `${1 + (row % 9)}/5/2021`);
    expect(open.date?.order).toBe("mdy");
    expect(open.why).toContain("guess");
  });
});
