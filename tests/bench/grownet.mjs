import { execFileSync } from "node:child_process";
import { pythonWith } from "./engines.mjs";
import { makeTaskOf } from "./generators.mjs";
import { median, printTable } from "./print-table.mjs";

/** The original's train scripts: units, Adam's rate, batch, what divides the rate in the corrective step. */
const TASKS = {
  "regression-20k": {
    form: {
      kind: "regression",
      classes: 0,
      formula: "friedman",
      rows: 20_000,
      testRows: 10_000,
      features: 28,
    },
    job: { hidden: 32, divisor: 3, stages: 40 },
    better: -1,
  },
  "binary-100k": {
    form: { kind: "binary", classes: 2, formula: "binary", rows: 100_000, testRows: 20_000, features: 28 },
    job: { hidden: 16, divisor: 2, stages: 30 },
    better: 1,
  },
};

const COMMON = { rate: 0.005, batch: 2048, l2: 0, threads: 1 };

/**
 * GrowNet's own tasks and defaults, against the same algorithm in PyTorch on one thread, a process each, in turns, with the
 * data loader of the original's scripts (two workers beside the thread) and without: the test metric at the stage that 5 % of the rows choose, and the seconds of training.
 * @param {{ bundle: string, folder: string, tasks: string[] | null, repeats: number }} options
 */
export function benchGrownet({ bundle, folder, tasks, repeats }) {
  const rows = [];
  const python = pythonWith("torch")?.python;
  if (python === undefined) throw new Error("There is no Python with PyTorch here (Debian: python3-torch).");
  for (const name of tasks ?? Object.keys(TASKS)) {
    const { form, job, better } = TASKS[name];
    const { train, test, kind } = makeTaskOf(name, form, folder);
    const ours = [];
    const theirs = [];
    const scripts = [];
    for (let seed = 0; seed < repeats; seed++) {
      const given = { ...COMMON, ...job, train, test, kind, seed };
      const peer = (/** @type {object} */ more) =>
        run(python, ["tests/bench/grownet-torch.py"], {
          ...given,
          ...more,
        });
      scripts.push(chosen(peer({ loader: true }), better));
      theirs.push(chosen(peer({}), better));
      for (const corrective_step of ["code", "paper"]) {
        const result = run(process.execPath, [bundle], { ...given, values: { corrective_step } });
        ours.push({ corrective_step, ...chosen(result, better) });
      }
    }
    rows.push(line(name, "PyTorch, the scripts' loader", scripts, scripts, theirs));
    rows.push(line(name, "PyTorch", theirs, scripts, theirs));
    for (const step of ["code", "paper"]) {
      rows.push(
        line(
          name,
          step,
          ours.filter((one) => one.corrective_step === step),
          scripts,
          theirs,
        ),
      );
    }
  }
  printTable(
    [
      "task",
      "corrective step",
      "test at chosen stage",
      "± sd",
      "stage",
      "seconds",
      "of the scripts'",
      "of PyTorch's",
    ],
    rows,
  );
}

function run(command, args, job) {
  return JSON.parse(execFileSync(command, [...args, JSON.stringify(job)], { maxBuffer: 1e8 }).toString());
}

/** The stage that the validation rows choose. */
function chosen({ stages, seconds }, better) {
  let best = 0;
  stages.forEach(({ valid }, stage) => {
    if (better * valid > better * stages[best].valid) best = stage;
  });
  return { stage: best, test: stages[best].test, seconds };
}

function line(task, name, results, ...peers) {
  const tests = results.map(({ test }) => test);
  const mean = tests.reduce((sum, value) => sum + value, 0) / tests.length;
  const spread = Math.sqrt(
    tests.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, tests.length - 1),
  );
  return [
    task,
    name,
    mean.toFixed(4),
    spread.toFixed(4),
    String(median(results.map(({ stage }) => stage))),
    median(results.map(({ seconds }) => seconds)).toFixed(1),
    ...peers.map((theirs) => median(results.map(({ seconds }, i) => seconds / theirs[i].seconds)).toFixed(2)),
  ];
}
