import { availableParallelism } from "node:os";
import { describe, expect, it } from "vitest";
import { csvOf, lab, scratchFolder } from "./cli-process.ts";

const files = scratchFolder();
const numbers = files.write(
  "numbers.csv",
  csvOf(200, (x, z) => (x * 2 + (z > 5 ? 3 : 0)).toFixed(3)),
);
const classes = files.write(
  "classes.csv",
  csvOf(200, (x, _, row) => (row % 9 === 0 ? "" : x > 5 ? "10" : "9")),
);
const regression = ["--data", numbers, "--target", "y", "--engine", "gbdt", "--rounds", "20"];

function trained(...args: string[]) {
  const { status, stdout, stderr } = lab(["train", ...args, "--json"]);
  expect(stderr).toBe("");
  expect(status).toBe(0);
  expect(stdout.trimEnd().split("\n")).toHaveLength(1);
  return JSON.parse(stdout);
}

function table(name: string): string[][] {
  const lines = files.read(name).trimEnd().split("\n");
  return lines.map((line) => line.split(","));
}

describe("lab train", () => {
  it("prints one object with everything that was asked for", () => {
    const result = trained(...regression, "--metric", "mae", "--metric", "rmse", "--seed", "7");
    expect(Object.keys(result)).toEqual([
      "engine",
      "objective",
      "rounds",
      "bestRound",
      "seed",
      "backend",
      "threads",
      "rows",
      "metrics",
      "milliseconds",
      "modelSha256",
      "notes",
    ]);
    expect(result).toMatchObject({
      engine: "gbdt",
      objective: "reg:squarederror",
      rounds: 20,
      bestRound: 20,
      seed: 7,
      backend: "wasm",
      threads: availableParallelism(),
      rows: { train: 160, valid: 0, test: 40 },
    });
    expect(Object.keys(result.metrics.test)).toEqual(["mae", "rmse"]);
    expect(result.metrics.train.mae).toBeLessThan(result.metrics.test.mae);
    expect(Object.keys(result.milliseconds)).toEqual(["read", "bin", "train", "predict"]);
    expect(result.modelSha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it("writes the model whose fingerprint it prints, and predictions of the test rows", async () => {
    const [model, out] = [files.path("m.json"), files.path("p.csv")];
    const result = trained(...regression, "--model", model, "--predictions", out);
    const { createHash } = await import("node:crypto");
    expect(createHash("sha256").update(files.read("m.json")).digest("hex")).toBe(result.modelSha256);
    const [head, ...rows] = table("p.csv");
    expect(head).toEqual(["row", "prediction"]);
    expect(rows).toHaveLength(40);
    const labels = table("numbers.csv")
      .slice(1)
      .map((cells) => Number(cells[3]));
    const squares = rows.map(([row, prediction]) => (Number(prediction) - labels[Number(row)]!) ** 2);
    const rmse = Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / rows.length);
    expect(rmse).toBeCloseTo(result.metrics.test.rmse, 9);
  });

  it("keeps the best round with early stopping and validates on a tenth by itself", () => {
    const noisy = files.write(
      "noisy.csv",
      csvOf(200, (_x, _z, row) => String((row * 7) % 13)),
    );
    const settings = ["--set", "learning_rate=0.9", "--early-stopping", "3", "--rounds", "200"];
    const model = files.path("stopped.json");
    const result = trained(
      "--data",
      noisy,
      "--target",
      "y",
      "--engine",
      "gbdt",
      "--task",
      "regression",
      ...settings,
      "--model",
      model,
    );
    expect(result.rows).toEqual({ train: 140, valid: 20, test: 40 });
    expect(result.rounds).toBe(result.bestRound + 3);
    expect(JSON.parse(files.read("stopped.json"))).toMatchObject({ keptRounds: result.bestRound });
  });

  it("finds the task, orders classes as numbers, leaves out rows without target and says so", () => {
    const result = trained("--data", classes, "--target", "y", "--engine", "gbdt", "--rounds", "5");
    expect(result.objective).toBe("binary:logistic");
    expect(result.confusion.classNames).toEqual(["9", "10"]);
    expect(result.rows.train + result.rows.test).toBe(177);
    expect(result.notes).toContain("23 rows have no y and are left out.");
    const counted = result.confusion.test.flat().reduce((sum: number, count: number) => sum + count, 0);
    expect(counted).toBe(result.rows.test);
  });

  it("predicts all rows of a test file, also those without target, and judges the others", () => {
    const out = files.path("all.csv");
    const result = trained(
      ...["--data", classes, "--target", "y", "--test", classes, "--engine", "gbdt", "--rounds", "5"],
      ...["--predictions", out, "--raw"],
    );
    const [head, ...rows] = table("all.csv");
    expect(head).toEqual(["row", "prediction", "probability_9", "probability_10", "raw_score"]);
    expect(rows.map(([row]) => Number(row))).toEqual(Array.from({ length: 200 }, (_, row) => row));
    expect(result.rows).toEqual({ train: 177, valid: 0, test: 177 });
    for (const [, prediction, nine, ten, raw] of rows) {
      expect(Number(nine) + Number(ten)).toBeCloseTo(1, 12);
      expect(prediction).toBe(Number(raw) > 0 ? "10" : "9");
    }
  });

  it("gives the same model with parameters by other names, on other days and in other languages", () => {
    const { modelSha256 } = trained(...regression, "--set", "eta=0.2", "--set", "reg_lambda=2");
    const args = ["train", ...regression, "--set", "lambda=2", "--set", "learning_rate=0.2", "--json"];
    const elsewhere = lab(args, { TZ: "Pacific/Apia", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" });
    expect(JSON.parse(elsewhere.stdout).modelSha256).toBe(modelSha256);
    expect(trained(...regression, "--set", "eta=0.21").modelSha256).not.toBe(modelSha256);
  });

  it("gives the same model on every backend", () => {
    const [js, wasm] = ["js", "wasm"].map((id) => trained(...regression, "--backend", id));
    expect([js.backend, wasm.backend]).toEqual(["js", "wasm"]);
    expect(js.modelSha256).toBe(wasm.modelSha256);
    expect(js.metrics).toEqual(wasm.metrics);
  });

  it("says what it does with threads that it cannot use", () => {
    const plain = trained(...regression, "--threads", "8", "--backend", "js");
    expect(plain.threads).toBe(1);
    expect(plain.notes.join()).toContain("8 were offered");
    const shared = trained(...regression, "--threads", "8");
    expect(shared.threads).toBe(8);
    expect(shared.notes.join()).not.toContain("offered");
    expect(shared.modelSha256).toBe(plain.modelSha256);
  });

  it("has a summary for people", () => {
    const { stdout } = lab(["train", ...regression]);
    expect(stdout).toContain("20 rounds");
    expect(stdout).toMatch(/test +40 rows +rmse \d/);
  });
});

describe("lab predict", () => {
  it("gives the predictions of training again, and those of fewer rounds", () => {
    const [model, out, again] = [files.path("m2.json"), files.path("p2.csv"), files.path("q2.csv")];
    trained(...regression, "--model", model, "--predictions", out);
    expect(lab(["predict", "--model", model, "--data", numbers, "--out", again]).status).toBe(0);
    const every = new Map(table("q2.csv").map(([row, prediction]) => [row, prediction]));
    const some = table("p2.csv").slice(1);
    expect(some.map(([row]) => every.get(row))).toEqual(some.map(([, prediction]) => prediction));
    lab(["predict", "--model", model, "--data", numbers, "--rounds", "0", "--out", again]);
    expect(
      new Set(
        table("q2.csv")
          .slice(1)
          .map(([, prediction]) => prediction),
      ).size,
    ).toBe(1);
  });

  it("needs no target, but every feature", () => {
    const model = files.path("m3.json");
    trained(...regression, "--model", model);
    const bare = files.write("bare.csv", "colour,z,x\nred,1,2\nviolet,,3\n");
    const out = files.path("bare-out.csv");
    expect(lab(["predict", "--model", model, "--data", bare, "--out", out]).status).toBe(0);
    expect(table("bare-out.csv")).toHaveLength(3);
    const poor = files.write("poor.csv", "colour,z\nred,1\nblue,2\n");
    const { status, stderr } = lab(["predict", "--model", model, "--data", poor, "--out", out]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^data\.column-missing: .*"x"/);
  });
});

describe("lab engines", () => {
  it("lists engines with their parameters", () => {
    const { engines, metrics } = JSON.parse(lab(["engines", "--json"]).stdout);
    const gbdt = engines.find((engine: { id: string }) => engine.id === "gbdt");
    expect(gbdt.params.map((param: { id: string }) => param.id)).toContain("learning_rate");
    expect(metrics.map((metric: { id: string }) => metric.id)).toContain("rmse");
  });
});
