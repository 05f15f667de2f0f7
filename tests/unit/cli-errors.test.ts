import { describe, expect, it } from "vitest";
import { csvOf, lab, scratchFolder } from "./cli-process.ts";

const files = scratchFolder();
const data = files.write(
  "numbers.csv",
  csvOf(60, (x) => x.toFixed(2)),
);
const train = ["train", "--data", data, "--target", "y", "--engine", "gbdt", "--rounds", "2"];
const without = (name: string) => train.filter((_, at) => train[at] !== name && train[at - 1] !== name);
const ngboost = [...without("--engine"), "--engine", "ngboost"];
const text = files.write("text.csv", "a,y\n1,low\n2,high\n3,middle\n4,low\n");
const broken = files.write("broken.csv", "a,b\n\0\u0001\u0002\n1,2\n");
const weightless = files.write("weightless.csv", "a,w,y\n1,0,2\n2,0,3\n3,0,5\n4,0,6\n");
const enormous = files.write("enormous.csv", "a,y\n1,2\n2,1e300\n3,5\n4,6\n");
const empty = files.write("empty.csv", "");
const notModel = files.write("other.json", '{"learner":{}}');

const mistakes: readonly [string, readonly string[], string][] = [
  ["an unknown command", ["tran"], "usage"],
  ["an unknown flag", [...train, "--round", "3"], "usage"],
  ["a flag without its value", ["train", "--data"], "usage"],
  ["a word too many", [...train, "now"], "usage"],
  ["no target", without("--target"), "usage"],
  ["no engine", without("--engine"), "usage"],
  ["a flag that is kept for later", [...train, "--group", "q"], "usage"],
  ["a share above one", [...train, "--test-fraction", "1.5"], "usage"],
  ["half a round", [...train, "--rounds", "1.5"], "usage"],
  ["more rounds than anyone waits for", [...train, "--rounds", "100001"], "usage"],
  [
    "an engine with the name of an object's member",
    [...without("--engine"), "--engine", "__proto__"],
    "spec.unknown-id",
  ],
  ["the target as weight", [...train, "--weight", "y"], "spec.invalid"],
  ["weights that are all 0", [...train, "--data", weightless, "--weight", "w"], "data.weight-invalid"],
  ["a target too large", [...train, "--data", enormous, "--task", "regression"], "data.target-invalid"],
  ["an unknown backend", [...train, "--backend", "abacus"], "usage"],
  ["survival without what is censored", [...train, "--task", "survival"], "usage"],
  ["two ways to censor", [...train, "--event", "z", "--label-upper", "x"], "usage"],
  ["an event of another task", [...train, "--event", "z", "--task", "regression"], "spec.invalid"],
  ["an event that is none", [...ngboost, "--event", "z"], "data.target-invalid"],
  ["an engine that knows no censoring", [...train, "--event", "z"], "spec.invalid"],
  ["an unknown task", [...train, "--task", "guess"], "usage"],
  [
    "no file",
    ["train", "--data", files.path("none.csv"), "--target", "y", "--engine", "gbdt"],
    "read.failed",
  ],
  ["an empty file", ["train", "--data", empty, "--target", "y", "--engine", "gbdt"], "read.empty"],
  [
    "bytes that are no text",
    ["train", "--data", broken, "--target", "b", "--engine", "gbdt"],
    "read.encoding",
  ],
  ["an unknown column", [...train, "--weight", "mass"], "data.column-missing"],
  [
    "a text as number",
    ["train", "--data", text, "--target", "y", "--engine", "gbdt", "--task", "regression"],
    "data.target-invalid",
  ],
  ["an unknown engine", [...without("--engine"), "--engine", "gbt"], "spec.unknown-id"],
  ["an unknown metric", [...train, "--metric", "rsme"], "spec.unknown-id"],
  ["a metric that does not fit", [...train, "--metric", "auc"], "spec.invalid"],
  ["an unknown parameter", [...train, "--set", "max_dept=2"], "spec.unknown-param"],
  ["a parameter without its value", [...train, "--set", "max_depth="], "usage"],
  ["a value out of range", [...train, "--set", "max_depth=-1"], "spec.out-of-range"],
  [
    "early stopping without rows",
    [...train, "--early-stopping", "2", "--valid-fraction", "0"],
    "spec.invalid",
  ],
  ["a damaged link", ["train", "--link", "http://localhost/#s=1.abc"], "link.malformed"],
  [
    "another model",
    ["predict", "--model", notModel, "--data", data, "--out", files.path("o")],
    "model.malformed",
  ],
];

describe("a mistake on the command line", () => {
  it.each(mistakes)("such as %s is one line with a code, and exit 2", (_, args, code) => {
    const { status, stdout, stderr } = lab(args);
    expect(stderr).toMatch(/^[a-z.-]+: [^\n]+[.!]\n$/);
    expect(stderr.split(":")[0]).toBe(code);
    expect(stdout).toBe("");
    expect(status).toBe(2);
  });

  it("such as a folder that does not exist for the model is a failure, and exit 1", () => {
    const { status, stderr } = lab([...train, "--model", files.path("none/m.json")]);
    expect(stderr).toMatch(/^write\.failed: /);
    expect(status).toBe(1);
  });
});

describe("--help", () => {
  it.each([[[]], [["train"]], [["predict"]], [["engines"]]])("after %j tells how it is used", (command) => {
    const { status, stdout, stderr } = lab([...command, "--help"]);
    expect(stdout).toContain(command.length === 0 ? "npm run --silent lab" : `lab ${command[0]}`);
    expect(stderr).toBe("");
    expect(status).toBe(0);
  });
});
