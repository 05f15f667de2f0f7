import { describe, expect, it } from "vitest";
import { csvOf, lab, scratchFolder } from "./cli-process.ts";

const files = scratchFolder();
const numbers = files.write(
  "numbers.csv",
  csvOf(300, (x, z, row) => (x * 2 + (z > 5 ? 3 : 0) + ((row * 37) % 19) / 10).toFixed(3)),
);
const classes = files.write(
  "classes.csv",
  csvOf(300, (x, _, row) => (row % 7 === 0 ? "b" : x > 6 ? "c" : "a")),
);
const aside = ["--calibration-fraction", "0.3", "--rounds", "15", "--target", "y"];

function done(...args: string[]) {
  const { status, stdout, stderr } = lab(args);
  expect([status, stderr]).toEqual([0, ""]);
  return stdout;
}

function table(name: string): { [column: string]: string }[] {
  const [head, ...lines] = files
    .read(name)
    .trimEnd()
    .split("\n")
    .map((line) => line.split(","));
  return lines.map((cells) => Object.fromEntries(head!.map((column, at) => [column, cells[at]!])));
}

describe("lab train and lab predict with calibration rows", () => {
  it("write intervals of a point", () => {
    const [model, test, all, few] = ["m.json", "test.csv", "all.csv", "few.csv"].map(files.path);
    const outputs = ["--model", model!, "--predictions", test!];
    const said = done("train", "--data", numbers, "--engine", "gbdt", ...aside, ...outputs, "--json");
    const { conformal } = JSON.parse(said);
    const [absolute] = conformal.methods;
    expect(absolute.method).toBe("absolute");
    expect(absolute.bound).toBe(conformal.size);
    for (const row of table("test.csv")) {
      expect(Number(row.upper_90) - Number(row.prediction)).toBeCloseTo(absolute.bound, 9);
      expect(Number(row.prediction) - Number(row.lower_90)).toBeCloseTo(absolute.bound, 9);
    }
    const predict = ["predict", "--model", model!, "--data", numbers, "--out"];
    expect(done(...predict, all!)).toContain(", with intervals of 90 % (absolute)");
    expect(table("all.csv")).toHaveLength(300);
    expect(Object.keys(table("all.csv")[0]!)).toEqual(["row", "prediction", "lower_90", "upper_90"]);
    expect(done(...predict, few!, "--rounds", "3")).toContain("without intervals of 90 % (absolute)");
    expect(Object.keys(table("few.csv")[0]!)).toEqual(["row", "prediction"]);
  });

  it("take another level, and conformalise the quantiles of a distribution", () => {
    const level = ["--conformal-level", "0.8", "--predictions", files.path("wide.csv")];
    const said = done("train", "--data", numbers, "--engine", "ngboost", ...aside, ...level);
    expect(said).toMatch(/^calib +90 rows {2}80 %: prediction \+- [\d.]+, holds [\d.]+ of the test rows$/m);
    for (const method of ["cqr", "normalised", "absolute"]) {
      expect(said).toMatch(
        new RegExp(`^ +${method} +bound -?[\\d.]+, mean width [\\d.]+, holds [\\d.]+ of`, "m"),
      );
    }
    const widths = table("wide.csv").map((row) => Number(row.upper_80) - Number(row.lower_80));
    expect(Math.max(...widths) - Math.min(...widths)).toBeGreaterThan(0.01);
  });

  it("keep the bound of the method that is asked for, and so does a link", () => {
    const [model, sets] = ["asked.json", "asked.csv"].map(files.path);
    const asked = ["--conformal-level", "0.6", "--conformal-method", "aps"];
    const outputs = ["--model", model!, "--predictions", sets!];
    const said = done("train", "--data", classes, "--engine", "gbdt", ...aside, ...asked, ...outputs);
    expect(said).toMatch(/^ +aps .*; in the model file$/m);
    expect(JSON.parse(files.read("asked.json")).conformal).toMatchObject({ method: "aps", level: 0.6 });
    expect(Object.keys(table("asked.csv")[0]!)).toContain("set_60");
    const link = "#d=moons&e=gbdt&rounds=15&calibration=.3&level=.6&conformal=aps";
    done("train", "--link", link, "--model", model!);
    expect(JSON.parse(files.read("asked.json")).conformal).toMatchObject({ method: "aps", level: 0.6 });
  });

  it("refuse methods that the run has not, and any beside an experiment", () => {
    for (const [method, engine, known] of [
      ["cqr", "gbdt", "absolute"],
      ["aps", "ngboost", "cqr, normalised, absolute"],
    ] as const) {
      const flags = ["--data", numbers, "--engine", engine, ...aside, "--conformal-method", method];
      const { status, stderr } = lab(["train", ...flags]);
      expect([status, stderr]).toEqual([2, expect.stringContaining(`there is ${known}.`)]);
    }
    const { status, stderr } = lab(["train", "--link", "#d=moons&e=gbdt", "--conformal-level", "0.8"]);
    expect([status, stderr]).toEqual([2, expect.stringContaining("--conformal-level cannot stand beside")]);
  });

  it("write sets of classes", () => {
    const predictions = ["--predictions", files.path("sets.csv")];
    const said = done("train", "--data", classes, "--engine", "gbdt", ...aside, ...predictions, "--json");
    expect(JSON.parse(said).conformal.methods.map(({ method }: { method: string }) => method)).toEqual([
      "lac",
      "aps",
    ]);
    for (const row of table("sets.csv")) {
      for (const name of row.set_90!.split("|")) expect(["", "a", "b", "c"]).toContain(name);
    }
  });

  it("say when there are too few rows, and refuse a level of 0", () => {
    const few = ["--calibration-fraction", "0.02", "--rounds", "5", "--target", "y"];
    const said = done("train", "--data", numbers, "--engine", "gbdt", ...few);
    expect(said).toContain("6 rows  too few for 90 %");
    const refused = lab(["train", "--data", numbers, "--engine", "gbdt", ...few, "--conformal-level", "0"]);
    expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining("from 0.01 to 0.999")]);
  });
});
