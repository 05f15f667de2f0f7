import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { lab, scratchFolder } from "./cli-process.ts";
import { workbook } from "./workbook-fixture.ts";

const files = scratchFolder();
const rows = Array.from({ length: 120 }, (_, row) => {
  const day = new Date(Date.UTC(2020, 11, 20 + row)).toISOString().slice(0, 10);
  return {
    day,
    size: (row * 37) % 90,
    note: `flat number ${row} with a view`,
    price: ((row * 37) % 90) * 2 + row / 4,
  };
});
const csv = `day,size,note,price\n${rows.map((row) => Object.values(row).join(",")).join("\n")}\n`;
const german = `Flats;;;\n${csv.replaceAll(",", ";").replaceAll(".", ",")}`;
const plain = files.write("flats.csv", csv);
const asked = ["--target", "price", "--engine", "gbdt", "--rounds", "10", "--json"];

function trained(args: readonly string[], environment: { [name: string]: string } = {}) {
  const { status, stdout, stderr } = lab(["train", ...args], environment);
  expect(stderr).toBe("");
  expect(status).toBe(0);
  return JSON.parse(stdout);
}

describe("lab train", () => {
  it("gives the same model whatever the table is packed in, and says how it was read", () => {
    const expected = trained(["--data", plain, ...asked]);
    const others = [
      files.write("flats.csv.gz", gzipSync(csv)),
      files.write("flats.json", JSON.stringify(rows)),
      files.write("flats-de.csv", german),
    ];
    for (const file of others) {
      expect(trained(["--data", file, ...asked]).modelSha256).toBe(expected.modelSha256);
    }
    expect(expected.notes.join("\n")).toContain('"day" holds dates');
    expect(expected.notes.join("\n")).toContain('"note" is left out');
  });

  it("does not depend on the time zone or the language", () => {
    const abroad = { TZ: "Pacific/Apia", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" };
    const here = trained(["--data", plain, ...asked]).modelSha256;
    expect(trained(["--data", plain, ...asked], abroad).modelSha256).toBe(here);
  });

  it("splits by time, keeps rows aside to calibrate, and takes what a flag names", () => {
    const split = ["--split", "time", "--split-column", "day", "--calibration-fraction", "0.2"];
    const result = trained(["--data", plain, ...asked, ...split, "--use", "note"]);
    expect(result.rows).toEqual({ train: 72, valid: 0, test: 24 });
    expect(result.conformal).toMatchObject({ rows: 24, kind: "interval", level: 0.9 });
    expect(result.onlineConformal).toMatchObject({ rows: 24, level: 0.9 });
    expect(result.notes.join("\n")).not.toContain('"note" is left out');
  });

  it("reads as flags say", () => {
    const odd = files.write(
      "odd.txt",
      `x|y|code\n${rows.map((_, row) => `${row},5|${row * 2}|-999`).join("\n")}\n`,
    );
    const flags = ["--delimiter", "|", "--decimal", ",", "--missing=-999", "--traps"];
    const result = trained([
      "--data",
      odd,
      "--target",
      "y",
      "--engine",
      "gbdt",
      "--rounds",
      "5",
      "--json",
      ...flags,
    ]);
    expect(result.notes.join("\n")).toContain("Trap: x gives the target away");
    const sampled = trained(["--data", plain, ...asked, "--sample", "60"]);
    expect(sampled.rows.train + sampled.rows.test).toBe(60);
  });

  it("chooses a sheet", () => {
    const book = files.write("book.xlsx", workbook());
    const { stderr } = lab(["train", "--data", book, "--part", "More", "--target", "n", "--engine", "gbdt"]);
    expect(stderr).toContain('no column "n". It has "q"');
  });

  it.each([
    ["--delimiter", "x", "has to be one of"],
    ["--split", "odd", 'no split "odd"'],
    ["--split", "time", "needs --split-column"],
    ["--sample", "3", "of at least 10"],
  ])("refuses %s %s", (flag, value, words) => {
    const { status, stderr } = lab(["train", "--data", plain, ...asked, flag, value]);
    expect([status, stderr.includes(words)]).toEqual([2, true]);
  });
});
