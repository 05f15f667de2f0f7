import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface LabProcess {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line as a user does, in a process of its own. */
export function lab(args: readonly string[], environment: NodeJS.ProcessEnv = {}): LabProcess {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["src/cli/lab.mjs", ...args], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
    env: { ...process.env, ...environment },
  });
  return { status, stdout, stderr };
}

/** A folder of its own for a test's files. */
export function scratchFolder() {
  const folder = mkdtempSync(join(tmpdir(), "lab-"));
  return {
    path: (name: string) => join(folder, name),
    write(name: string, text: string | Uint8Array): string {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    },
    read: (name: string) => readFileSync(join(folder, name), "utf8"),
  };
}

/** Rows with two numbers and a category; y follows them. `label` makes the last column. */
export function csvOf(rowCount: number, label: (x: number, z: number, row: number) => string): string {
  const colours = ["red", "green", "blue"];
  const lines = Array.from({ length: rowCount }, (_, row) => {
    const x = ((row * 7919) % 1000) / 100;
    const z = ((row * 104729) % 997) / 100;
    return `${x},${z},${colours[row % 3]},${label(x, z, row)}`;
  });
  return `x,z,colour,y\n${lines.join("\n")}\n`;
}
