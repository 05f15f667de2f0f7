import { existsSync } from "node:fs";
import { checkBuildSize } from "./run/check-build-size.mjs";
import { chromiumOrInstall, INSTALL_ADVICE } from "./run/find-chromium.mjs";
import { runCommand } from "./run/run-command.mjs";
import { runVitest } from "./run/run-vitest.mjs";

/** Everything that `npm test` does, in order. All of it runs, also after a failure; the last line adds it up. */
const NODE_SUITES = ["house", "unit", "contract", "property", "reference", "worker", "golden"];
const CHROMIUM_SUITES = ["browser", "e2e"];
const PROJECTS = ["engine", "worker", "page", "node"];

const results = [];

/**
 * @param {string} name
 * @param {() => boolean | { passed: number, failed: number, notCovered: number }} step
 */
function run(name, step) {
  console.log(`\n== ${name}`);
  const outcome = step();
  const counts =
    typeof outcome === "boolean"
      ? { passed: Number(outcome), failed: Number(!outcome), notCovered: 0 }
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

const chromium = chromiumOrInstall();
run("tests in Chromium", () => {
  if (chromium === null) {
    console.error(INSTALL_ADVICE);
    return false;
  }
  console.log(`Chromium: ${chromium}`);
  return runVitest("chromium", foldersOf(CHROMIUM_SUITES), { ...process.env, CHROMIUM: chromium });
});

console.log("\n== summary");
for (const { name, passed, failed, notCovered } of results) {
  const rest = notCovered > 0 ? `, ${notCovered} not covered` : "";
  console.log(`${failed > 0 ? "FAILED" : "ok    "}  ${name}: ${passed} passed, ${failed} failed${rest}`);
}
const sum = (/** @type {"passed" | "failed"} */ key) =>
  results.reduce((total, result) => total + result[key], 0);
console.log(`${sum("passed")} passed, ${sum("failed")} failed`);
process.exitCode = sum("failed") > 0 ? 1 : 0;
