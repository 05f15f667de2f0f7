import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/**
 * Runs one of the project's own tools with its output on the screen. True = it went well.
 * @param {string} tool
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} environment
 */
export function runCommand(tool, args, environment = process.env) {
  const local = `node_modules/.bin/${tool}${process.platform === "win32" ? ".cmd" : ""}`;
  const command = existsSync(local) ? local : tool;
  const { status, error } = spawnSync(command, args, { stdio: "inherit", env: environment });
  if (error) console.error(`${tool} could not be started: ${error.message}`);
  return status === 0;
}
