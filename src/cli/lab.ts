import { type ErrorCode, LabError, reportOf } from "../core/errors.ts";
import { compareCommand } from "./compare-command.ts";
import { enginesCommand } from "./engines-command.ts";
import { helpTexts } from "./help-text.ts";
import { linkCommand } from "./link-command.ts";
import { predictCommand } from "./predict-command.ts";
import { reproduceCommand } from "./reproduce-command.ts";
import { runCommand } from "./run-command.ts";
import { trainCommand } from "./train-command.ts";
import { usageError } from "./usage-error.ts";
import { verifyCommand } from "./verify-command.ts";

const EXIT_FAILURE = 1;
const EXIT_INPUT = 2;
/** Codes of what the user gave begin so; everything else is a failure of ours or of the machine. */
const INPUT_CODES = /^(read|data|spec|link|file|model|usage)\b/;

const commands = {
  train: trainCommand,
  predict: predictCommand,
  run: runCommand,
  reproduce: reproduceCommand,
  link: linkCommand,
  compare: compareCommand,
  engines: enginesCommand,
  verify: verifyCommand,
};

function isCommand(name: string): name is keyof typeof commands {
  return Object.hasOwn(commands, name);
}

async function answer(args: readonly string[]): Promise<string> {
  const [name, ...rest] = args;
  if (name === undefined || name === "--help" || name === "-h" || name === "help") return helpTexts.general;
  if (!isCommand(name)) {
    throw usageError(`There is no command "${name}". Known are: ${Object.keys(commands).join(", ")}.`);
  }
  if (rest.includes("--help") || rest.includes("-h")) return helpTexts[name];
  return commands[name](rest);
}

function exitCodeOf(code: ErrorCode, thrown: unknown): number {
  return thrown instanceof LabError && INPUT_CODES.test(code) ? EXIT_INPUT : EXIT_FAILURE;
}

try {
  process.stdout.write(`${await answer(process.argv.slice(2))}\n`);
} catch (thrown) {
  const { code, message } = reportOf(thrown);
  process.stderr.write(`${code}: ${message.replaceAll(/\s+/g, " ")}\n`);
  process.exitCode = exitCodeOf(code, thrown);
}
