import { afterEach, describe, expect, it } from "vitest";
import {
  countText,
  decimalText,
  digitsFor,
  englishMarks,
  plainText,
  setNumberMarks,
  shortened,
  signedText,
  tickTexts,
} from "../../src/figures/number-text.ts";
import { linearScale, middleRange, niceTicks, rangeOf } from "../../src/figures/scale.ts";
import { shortSplitText, splitText } from "../../src/figures/split-text.ts";
import { readNumber, valueText } from "../../src/ui/controls/number-text.ts";
import { readersMarks } from "../../src/ui/number-marks.ts";
import { categorical, numeric, sketchTree } from "./figures-fixture.ts";

describe("numbers as text", () => {
  it("writes a true minus and never a negative zero", () => {
    expect(decimalText(-0.214, 2)).toBe("−0.21");
    expect(decimalText(-0.001, 2)).toBe("0.00");
    expect(signedText(0.066, 2)).toBe("+0.07");
    expect(signedText(0.0001, 2)).toBe("0.00");
    expect(decimalText(Number.NaN, 2)).toBe("–");
  });

  it("groups thousands without a locale", () => {
    expect([0, 999, 1000, 45211, 1234567].map(countText)).toEqual([
      "0",
      "999",
      "1,000",
      "45,211",
      "1,234,567",
    ]);
    expect(plainText(-45211.4)).toBe("−45,211");
  });

  it("gives about three figures", () => {
    expect([250, 25, 2.5, 0.25, 0.025].map(digitsFor)).toEqual([0, 1, 2, 2, 3]);
    expect(plainText(18.66)).toBe("18.7");
  });

  it("shares digits between ticks and shortens large ones", () => {
    expect(tickTexts([-0.5, 0, 0.5])).toEqual(["−0.5", "0", "0.5"]);
    expect(tickTexts([0, 20000, 40000])).toEqual(["0", "20k", "40k"]);
  });

  it("cuts a text that does not fit", () => {
    expect(shortened("Chinstrap", 200, 11)).toBe("Chinstrap");
    expect(shortened("Chinstrap", 40, 11)).toBe("Chins…");
    expect(shortened("Chinstrap", 10, 11)).toBe("");
  });
});

describe("scales", () => {
  it("maps both ends", () => {
    const scale = linearScale({ min: -1, max: 3 }, 100, 20);
    expect([scale(-1), scale(3), scale(1)]).toEqual([100, 20, 60]);
  });

  it("puts round ticks inside the range", () => {
    expect(niceTicks({ min: -1.75, max: 2.25 }, 4)).toEqual([-1, 0, 1, 2]);
    expect(niceTicks({ min: 0, max: 1 }, 5).map((tick) => tick.toFixed(1))).toEqual([
      "0.0",
      "0.2",
      "0.4",
      "0.6",
      "0.8",
      "1.0",
    ]);
  });

  it("ignores missing values and never gives an empty range", () => {
    expect(rangeOf([Number.NaN, 2, 5])).toEqual({ min: 2, max: 5 });
    expect(rangeOf([3, 3])).toEqual({ min: 2.5, max: 3.5 });
    expect(rangeOf([])).toEqual({ min: 0, max: 1 });
  });

  it("leaves outliers out of the middle", () => {
    const values = Array.from({ length: 100 }, (_, i) => i);
    values.push(1e9);
    expect(middleRange(values, 0.96)).toEqual({ min: 2, max: 98 });
  });
});

describe("a split as text", () => {
  const features = [
    numeric("x", [0, 0.5, 1]),
    categorical("colour", ["red", "blue", "green"], [0, 1, 2]),
    numeric("age", [20, 41, 64]),
    numeric("a very long feature name", [0, 0.5, 1]),
  ];

  it("shows a threshold in the digits that the range deserves", () => {
    expect(splitText(sketchTree([[0, 0.7391, 1, 2], [1], [2]]), 0, features)).toBe("x < 0.74");
    expect(splitText(sketchTree([[2, 41, 1, 2], [1], [2]]), 0, features)).toBe("age < 41");
    expect(splitText(sketchTree([[2, 41.5, 1, 2], [1], [2]]), 0, features)).toBe("age < 41.5");
  });

  it("lists the shorter side of categories", () => {
    expect(splitText(sketchTree([[1, 0, 1, 2], [1], [2]], { 0: [1] }), 0, features)).toBe("colour not blue");
    expect(splitText(sketchTree([[1, 0, 1, 2], [1], [2]], { 0: [1, 2] }), 0, features)).toBe("colour: red");
  });

  it("keeps the threshold when there is little room", () => {
    const tree = sketchTree([[3, 0.5, 1, 2], [1], [2]]);
    expect(shortSplitText(tree, 0, features, 300)).toBe("a very long feature name < 0.50");
    expect(shortSplitText(tree, 0, features, 90)).toMatch(/^a ve.*… < 0\.50$/);
    expect(shortSplitText(tree, 0, features, 45)).toBe("< 0.50");
    expect(shortSplitText(tree, 0, features, 12)).toBe("");
  });
});

describe("numbers of the reader's language", () => {
  afterEach(() => setNumberMarks(englishMarks));

  it("have its marks on screen, and are read again as they are written", () => {
    for (const language of ["de-DE", "fr-FR", "de-CH", "hi-IN", "en-US"]) {
      const marks = readersMarks(language);
      setNumberMarks(marks);
      expect(decimalText(-1234.5, 2)).toBe(`−1234${marks.decimal}50`);
      expect(countText(45_211)).toBe(`45${marks.group}211`);
      const rate = {
        kind: "number",
        id: "r",
        label: "Rate",
        help: "",
        default: 0.3,
        min: 0,
        max: 1,
      } as const;
      expect(readNumber(rate, valueText(0.37))).toEqual({ ok: true, value: 0.37 });
    }
    expect(readersMarks("de-DE")).toEqual({ decimal: ",", group: "." });
  });

  it("signs what is not zero after rounding, whatever the mark", () => {
    setNumberMarks({ decimal: ",", group: "." });
    expect([signedText(0.004, 2), signedText(0.006, 2), decimalText(-0.001, 2)]).toEqual([
      "0,00",
      "+0,01",
      "0,00",
    ]);
  });
});
