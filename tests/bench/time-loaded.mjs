import { spawn } from "node:child_process";
import { findEngines, runEngine } from "./engines.mjs";
import { makeTask } from "./generators.mjs";
import { median, printTable } from "./print-table.mjs";
import { startScore } from "./start-score.mjs";

const VALUES = { learning_rate: 0.1, max_depth: 6, lambda: 1, max_bin: 256 };
const ROUNDS = 100;

/**
 * Training in a quiet machine and beside a second process that computes without end, in turns. Waiting threads that spin
 * would make that many times slower.
 * @param {{ folder: string, bundle: string, pageBundle: string, tasks: string[] | null, repeats: number, threads: number }} options
 */
export function timeLoaded({ folder, bundle, pageBundle, tasks, repeats, threads }) {
  const engines = findEngines(bundle, pageBundle).filter(({ id }) => id === "xgboost" || id === "wasm");
  for (const name of tasks ?? ["binary-100k"]) {
    const task = makeTask(name, folder);
    const values = { ...VALUES, base_score: startScore(task) };
    const how = { folder, rounds: ROUNDS, values, inMemory: true, threads };
    const rows = engines.map((engine) => {
      const pairs = Array.from({ length: repeats }, () => {
        const quiet = timeOf(runEngine(engine, task, how));
        const other = spawn(process.execPath, ["-e", "for (;;);"]);
        const loaded = timeOf(runEngine(engine, task, how));
        other.kill("SIGKILL");
        return { quiet, loaded };
      });
      const of = (/** @type {(pair: typeof pairs[number]) => number} */ value) => median(pairs.map(value));
      return [
        engine.label,
        of(({ quiet }) => quiet / 1000).toFixed(2),
        of(({ loaded }) => loaded / 1000).toFixed(2),
        of(({ quiet, loaded }) => loaded / quiet).toFixed(2),
      ];
    });
    console.log(`\n${name}, ${threads} threads, binning and training\n`);
    printTable(["engine", "quiet s", "loaded s", "loaded / quiet"], rows);
  }
}

/** @param {import("./engines.mjs").BenchResult} result */
const timeOf = ({ bin, train }) => bin + train;
