import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { runCommand } from "./run-command.mjs";

/**
 * Runs suites of tests and counts them. Nothing run is a failure, and so is a file that cannot be loaded.
 * @param {string} name
 * @param {string[]} folders
 * @param {NodeJS.ProcessEnv} environment
 * @param {string[]} options
 */
export function runVitest(name, folders, environment, options = []) {
  const report = `.cache/test-report-${name.replaceAll(/\W+/g, "-")}.json`;
  mkdirSync(".cache", { recursive: true });
  rmSync(report, { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const isDone = runCommand("vitest", ["run", ...folders, ...options, ...reporters], environment);
  return countsOf(report, isDone);
}

/**
 * @param {string} report
 * @param {boolean} isDone
 */
function countsOf(report, isDone) {
  let result;
  try {
    result = JSON.parse(readFileSync(report, "utf8"));
  } catch {
    return { passed: 0, failed: 1, notCovered: 0, failures: [`${report} was not written`] };
  }
  const unloaded = result.testResults.filter(
    (/** @type {{ status: string, assertionResults: unknown[] }} */ file) =>
      file.status === "failed" && file.assertionResults.length === 0,
  ).length;
  const failed = result.numFailedTests + unloaded;
  return {
    passed: result.numPassedTests,
    failed: failed === 0 && !isDone ? 1 : failed,
    notCovered: result.numPendingTests + result.numTodoTests,
    failures: result.testResults.flatMap(failuresOf),
  };
}

/** Longer texts of an error hold pictures of whole pages. */
const MESSAGE_LENGTH = 600;

/**
 * Name and cause of each failed test of a file, for the end of the output.
 * @param {{ name: string, status: string, message: string, assertionResults: { status: string, fullName: string, failureMessages: string[] }[] }} file
 */
function failuresOf({ name, status, message, assertionResults }) {
  if (status === "failed" && assertionResults.length === 0) return [`${name}: ${message}`];
  return assertionResults
    .filter((test) => test.status === "failed")
    .map((test) => `${test.fullName}: ${test.failureMessages.join("; ").slice(0, MESSAGE_LENGTH)}`);
}
