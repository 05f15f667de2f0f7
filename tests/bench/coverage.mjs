import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { printTable } from "./print-table.mjs";

const SEED = 1;
const RESAMPLES = [1, 2, 3, 5, 10, 50];
const EVEN = ["lines on inputs 1–5 and 6–10", "5 neighbours on inputs 1–2 and 3–4", "one learner, two seeds"];
const UNEVEN = ["lines on inputs 1–10 and 1–5", "5 and 15 neighbours on inputs 1–4"];
/** Processes at once. */
const TOGETHER = 2;

/**
 * How often intervals of 95 % hold a difference that is known, and how often a difference is seen where there is none.
 * Every number is drawn by counter, so the tables are the same again on any machine.
 * @param {string} bundle
 */
export async function benchCoverage(bundle) {
  const jobs = [
    ...["exponential", "lognormal"].flatMap((law) =>
      [100, 1000, 10_000].map((rows) => ({
        part: "rows",
        law,
        rows,
        replicates: 4000,
        resamples: RESAMPLES,
      })),
    ),
    ...[...EVEN, ...UNEVEN].flatMap((design) =>
      [100, 400]
        .filter((train) => train === 100 || !design.includes("neighbours"))
        .map((train) => ({ part: "splits", design, train, replicates: 4000, repeats: 10 })),
    ),
    ...[100, 1000].flatMap((test) => [{ part: "seeds", test, seeds: 5, replicates: 2000 }]),
  ];
  const results = await runAll(bundle, jobs);
  const of = (/** @type {string} */ part) => results.filter(({ job }) => job.part === part);
  console.log("\nCheap bootstrap of paired rows: coverage in %, mean width\n");
  printTable(
    ["losses", "rows", ...RESAMPLES.map((count) => `B = ${count}`)],
    of("rows").map(({ job, tally }) => [
      job.law,
      String(job.rows),
      ...RESAMPLES.map((count) => `${share(tally[count])}, ${width(tally[count])}`),
    ]),
  );
  console.log("\nTen splits of 80 to 20: coverage in %, mean width\n");
  printTable(
    ["models", "training rows", "true difference", "corrected t", "uncorrected t"],
    of("splits").map(({ job, tally, truth, truthError }) => [
      job.design,
      String(job.train),
      truth === 0 ? "0" : `${truth.toFixed(4)} ± ${truthError.toFixed(4)}`,
      `${share(tally.corrected)}, ${width(tally.corrected)}`,
      `${share(tally.plain)}, ${width(tally.plain)}`,
    ]),
  );
  console.log("\nFalse alarms in % where neither model is better\n");
  printTable(
    [
      "models",
      "training rows",
      "one split",
      "mean of ten",
      "uncorrected t",
      "corrected t",
      "better or worse",
      "same",
    ],
    of("splits")
      .filter(({ job }) => EVEN.includes(job.design))
      .map(({ job, tally }) => [
        job.design,
        String(job.train),
        ...["one split", "mean", "plain alarm", "corrected alarm", "verdict", "same"].map((name) =>
          share(tally[name]),
        ),
      ]),
  );
  console.log(
    "\nFive seeds on one split: coverage in %, mean width; then false alarms in % of one learner twice\n",
  );
  printTable(
    [
      "test rows",
      "percentile",
      "student",
      "seeds alone",
      "rows alone",
      "percentile alarm",
      "student alarm",
      "p < 0.025",
    ],
    of("seeds").map(({ job, tally }) => [
      String(job.test),
      ...["percentile", "student", "seeds alone", "rows alone"].map(
        (name) => `${share(tally[name])}, ${width(tally[name])}`,
      ),
      ...["percentile alarm", "student alarm", "p alarm"].map((name) => share(tally[name])),
    ]),
  );
}

/** @param {string} bundle @param {object[]} jobs Longest last; results are in the order of the jobs. */
async function runAll(bundle, jobs) {
  const run = promisify(execFile);
  const results = new Array(jobs.length);
  let next = 0;
  const work = async () => {
    while (next < jobs.length) {
      const place = next++;
      const { stdout } = await run(process.execPath, [
        bundle,
        JSON.stringify({ ...jobs[place], seed: SEED }),
      ]);
      results[place] = { job: jobs[place], ...JSON.parse(stdout) };
    }
  };
  await Promise.all(Array.from({ length: TOGETHER }, work));
  return results;
}

/** With one standard error of the simulation. @param {{ hits: number, count: number }} tally */
function share({ hits, count }) {
  const part = hits / count;
  return `${(100 * part).toFixed(1)} ± ${(100 * Math.sqrt((part * (1 - part)) / count)).toFixed(1)}`;
}

const width = (/** @type {{ width: number, count: number }} */ tally) =>
  (tally.width / tally.count).toPrecision(3);
