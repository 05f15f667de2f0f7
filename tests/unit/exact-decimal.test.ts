import { describe, expect, it } from "vitest";
import { createRandomSource } from "../../src/core/random.ts";
import { cellsOf, readBytes } from "./read-fixture.ts";

const random = createRandomSource(11, "decimals");

/** Texts of numbers of every length, and those that lie exactly between two doubles. */
function texts(): string[] {
  const made: string[] = [
    "0",
    "-0",
    ".5",
    "5.",
    "0.0",
    "123456789",
    "1234567890",
    "1234567890123456789",
    "0.000000000000000001",
  ];
  for (let at = 0; at < 20_000; at++) {
    const size = 10 ** Math.floor(random.uniform(at, 0) * 12 - 4);
    const value = (random.uniform(at, 1) - 0.5) * size;
    for (const text of [String(value), value.toFixed(at % 20), value.toPrecision(1 + (at % 21))]) {
      if (!text.includes("e")) made.push(text);
    }
    const between = (BigInt(Math.floor(random.uniform(at, 2) * 2 ** 52)) + 2n ** 52n) * 2n + 1n;
    const digits = String(between);
    made.push(digits, `${digits.slice(0, 1 + (at % 15))}.${digits.slice(1 + (at % 15))}`);
  }
  return made;
}

describe("decimals", () => {
  it("are read to the last bit, as Number() reads them", async () => {
    const all = texts();
    const { table } = await readBytes(`x,i\n${all.map((text) => `${text},1\n`).join("")}`, {
      choices: { decimal: ".", thousands: null },
    });
    const wrong = cellsOf(table)[0]![1].filter((value, at) => !Object.is(value, Number(all[at]) + 0));
    expect(wrong).toEqual([]);
  });
});
