import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { findBrowser } from "../run/find-browser.mjs";
import { measure } from "./measure.mjs";

/**
 * One engine of the benchmark: how a process for one job is started; `once` = minutes a run, so it is not repeated;
 * `mostCells` = it takes no larger table, nor more than two classes.
 * @typedef {{ id: string, label: string, command: string, args: string[], once?: boolean, mostCells?: number }} BenchEngine
 * @typedef {{ engine: string, bin: number, train: number, predict: number, again: number[], memoryMiB: number | null, metrics: Record<string, number>, modelSha256?: string }} BenchResult
 */

const NATIVE = "tests/bench/native-run.py";
const YDF = "tests/bench/ydf-run.mjs";
const ML_XGBOOST = "tests/bench/ml-xgboost-run.mjs";

/**
 * Own engines and WASM builds of YDF and of an early XGBoost always, the built page where there is a Chromium, others where a Python has them; what
 * is left out is said.
 * @param {string} bundle @param {string} pageBundle
 */
export function findEngines(bundle, pageBundle) {
  const own = ["js", "wasm"].map((id) => ({
    id,
    label: `Boosting Lab, ${id}`,
    command: process.execPath,
    args: ["--expose-gc", bundle],
  }));
  const native = [
    { id: "xgboost", label: "XGBoost", module: "xgboost" },
    { id: "sklearn", label: "scikit-learn", module: "sklearn" },
  ].flatMap(({ id, label, module }) => {
    const found = pythonWith(module);
    if (found === null)
      console.log(`No Python with ${module} here (Debian: python3-${module}); it is left out.`);
    return found === null
      ? []
      : [{ id, label: `${label} ${found.version}`, command: found.python, args: [NATIVE] }];
  });
  const page = {
    id: "page",
    label: "Boosting Lab, page",
    command: process.execPath,
    args: [pageBundle],
  };
  if (findBrowser("chromium") === null) console.log("No Chromium here; the page is left out.");
  const inPage = findBrowser("chromium") === null ? [] : [page];
  const ydf = {
    id: "ydf",
    label: "YDF 0.0.1, its defaults",
    command: process.execPath,
    args: [YDF],
    once: true,
  };
  // It lays the whole table onto a stack of some megabytes.
  const mlXgboost = {
    id: "ml-xgboost",
    label: "XGBoost in WASM (ml-xgboost 1.1.2)",
    command: process.execPath,
    args: [ML_XGBOOST],
    mostCells: 400_000,
  };
  return [...native, ydf, mlXgboost, ...own, ...inPage];
}

/** The first Python that has a module, with its version. @param {string} module */
export function pythonWith(module) {
  const places = [process.env.PYTHON, "/usr/bin/python3", "python3"].filter(Boolean);
  for (const python of places) {
    if (python.includes("/") && !existsSync(python)) continue;
    const question = `import ${module}; print(${module}.__version__)`;
    const { status, stdout } = spawnSync(python, ["-c", question], { encoding: "utf8" });
    if (status === 0) return { python, version: stdout.trim() };
  }
  return null;
}

/**
 * Trains and predicts in a fresh process; metrics are computed here, by the same code for all.
 * @param {BenchEngine} engine
 * @param {import("./generators.mjs").Task} task
 * @param {{ folder: string, values: object, rounds: number, inMemory: boolean, threads: number, again?: number }} how
 * @returns {BenchResult}
 */
export function runEngine(engine, task, { folder, ...how }) {
  const scores = `${folder}/scores.f32`;
  const jobFile = `${folder}/job.json`;
  writeFileSync(jobFile, JSON.stringify({ again: 0, ...task, ...how, engine: engine.id, scores }));
  const { status, stdout, stderr } = spawnSync(engine.command, [...engine.args, jobFile], {
    encoding: "utf8",
    env: { ...process.env, OMP_NUM_THREADS: String(how.threads), OPENBLAS_NUM_THREADS: "1" },
  });
  if (status !== 0) throw new Error(`${engine.label} failed on ${task.name}:\n${stderr}`);
  const bytes = readFileSync(scores);
  const margins = new Float32Array(new Uint8Array(bytes).buffer);
  return { engine: engine.id, ...JSON.parse(stdout), metrics: measure(task, margins) };
}
