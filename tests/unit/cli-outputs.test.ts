import { describe, expect, it } from "vitest";
import { csvOf, lab, scratchFolder } from "./cli-process.ts";

const files = scratchFolder();
const numbers = files.write(
  "numbers.csv",
  csvOf(200, (x, z) => (x * 2 + (z > 5 ? 3 : 0)).toFixed(3)),
);
const training = ["train", "--data", numbers, "--target", "y", "--engine", "gbdt", "--rounds", "5"];

function refused(...args: string[]) {
  const { status, stderr } = lab(args);
  expect(status).toBe(2);
  return stderr;
}

describe("files of the command line", () => {
  it("are never written over what is read, or over each other", () => {
    const before = files.read("numbers.csv");
    expect(refused(...training, "--model", numbers)).toContain("--data and for --model");
    const both = files.path("both.out");
    expect(refused(...training, "--model", both, "--predictions", both)).toContain("--model and for --pred");
    const model = files.path("model.json");
    expect(lab([...training, "--model", model]).status).toBe(0);
    expect(refused("predict", "--model", model, "--data", numbers, "--out", numbers)).toContain(
      "--data and for --out",
    );
    expect(files.read("numbers.csv")).toBe(before);
  });

  it("say rows of the file that a sample was drawn from", () => {
    const lines = Array.from({ length: 2000 }, (_, row) => `${row},${row % 7},${row}`);
    const data = files.write("numbered.csv", `a,b,y\n${lines.join("\n")}\n`);
    const out = files.path("sampled.csv");
    const args = ["--data", data, "--target", "y", "--engine", "gbdt", "--sample", "100", "--rounds", "50"];
    expect(lab(["train", ...args, "--set", "eta=0.3", "--predictions", out]).status).toBe(0);
    const [, ...rows] = files.read("sampled.csv").trimEnd().split("\n");
    expect(rows.length).toBe(20);
    for (const line of rows) {
      const [row, prediction] = line.split(",").map(Number);
      expect(Math.abs(row! - prediction!)).toBeLessThan(200);
    }
  });

  it("say what was read otherwise than it stands there, also where they are predicted", () => {
    const model = files.path("noted.json");
    expect(lab([...training, "--model", model]).status).toBe(0);
    const data = files.write("ragged.csv", "x,z,colour,y\n1,2,red,3\n4,5\n6,word,blue,1\n");
    const { status, stdout } = lab([
      "predict",
      "--model",
      model,
      "--data",
      data,
      "--out",
      files.path("r.csv"),
    ]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^3 rows predicted/);
    expect(stdout).toMatch(/^note: /m);
  });
});

describe("flags that contradict each other", () => {
  it("are refused", () => {
    expect(refused(...training, "--use", "x", "--ignore", "x")).toContain('"x"');
    expect(refused(...training, "--ignore", "y")).toContain('"y"');
    expect(refused(...training, "--conformal-level", "0.8")).toContain("--calibration-fraction");
  });
});
