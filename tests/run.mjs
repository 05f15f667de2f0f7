import { existsSync } from "node:fs";
import { checkBuildSize } from "./run/check-build-size.mjs";
import { browserOrInstall, installAdvice } from "./run/find-browser.mjs";
import { runCommand } from "./run/run-command.mjs";
import { runVitest } from "./run/run-vitest.mjs";

/** Everything that `npm test` does, in order. All of it runs, also after a failure; the last line adds it up. */
const NODE_SUITES = ["house", "unit", "contract", "property", "reference", "worker", "golden"];
const CHROMIUM_SUITES = ["browser", "e2e"];
const FIREFOX_SUITES = ["firefox"];
const PROJECTS = ["engine", "worker", "page", "node"];

const results = [];

/**
 * @param {string} name
 * @param {() => boolean | { passed: number, failed: number, notCovered: number, failures: string[] }} step
 */
function run(name, step) {
  console.log(`\n== ${name}`);
  const outcome = step();
  const counts =
    typeof outcome === "boolean"
      ? { passed: Number(outcome), failed: Number(!outcome), notCovered: 0, failures: [] }
      : outcome;
  results.push({ name, ...counts });
}

/** @param {string[]} suites */
function foldersOf(suites) {
  return suites.map((suite) => `tests/${suite}`).filter((folder) => existsSync(folder));
}

run("samples", () => runCommand("node", ["src/data/sources/extract-samples.mjs"]));
run("kernels", () => runCommand("node", ["src/compute/wasm/build-kernels.mjs"]));
run("format and lint", () => runCommand("biome", ["check", "."]));
for (const project of PROJECTS) {
  run(`types: ${project}`, () => runCommand("tsc", ["-p", `tsconfig.${project}.json`]));
}
run("unused code", () => runCommand("knip", []));
run("tests in Node", () => runVitest("node", foldersOf(NODE_SUITES), process.env));
run("build", () => runCommand("vite", ["build", "--logLevel", "warn"]));
run("size of what is fetched before the first picture", checkBuildSize);

/**
 * Suites that need a browser; without one they count as failed.
 * @param {"chromium" | "firefox"} browser
 * @param {string[]} suites
 */
function runInBrowser(browser, suites) {
  const path = browserOrInstall(browser);
  run(`tests in ${browser}`, () => {
    if (path === null) {
      console.error(installAdvice(browser));
      return false;
    }
    console.log(`${browser}: ${path}`);
    const variable = browser.toUpperCase();
    // Suites of a browser keep the processor busy for minutes; side by side each would wait for the others.
    return runVitest(browser, foldersOf(suites), { ...process.env, [variable]: path }, [
      "--no-file-parallelism",
    ]);
  });
}

runInBrowser("chromium", CHROMIUM_SUITES);
runInBrowser("firefox", FIREFOX_SUITES);

console.log("\n== summary");
for (const { name, passed, failed, notCovered, failures } of results) {
  const rest = notCovered > 0 ? `, ${notCovered} not covered` : "";
  console.log(`${failed > 0 ? "FAILED" : "ok    "}  ${name}: ${passed} passed, ${failed} failed${rest}`);
  for (const failure of failures) console.log(`        ${failure.replaceAll("\n", "\n        ")}`);
}
const sum = (/** @type {"passed" | "failed"} */ key) =>
  results.reduce((total, result) => total + result[key], 0);
console.log(`${sum("passed")} passed, ${sum("failed")} failed`);
process.exitCode = sum("failed") > 0 ? 1 : 0;
