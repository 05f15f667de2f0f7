import { engines } from "../../src/boosting/engines/index.ts";
import { jsBackend } from "../../src/compute/js/js-backend.ts";
import { utf8Bytes } from "../../src/core/canonical-json.ts";
import * as maths from "../../src/core/deterministic-math.ts";
import { sha256Hex } from "../../src/core/sha256.ts";
import type { Task } from "../../src/core/task.ts";
import { fingerprintTable } from "../../src/data/fingerprint.ts";
import { sourceById } from "../../src/data/sources/index.ts";
import { loadMaker } from "../../src/data/sources/makers.ts";
import { defaultRun } from "../../src/experiment/default-run.ts";
import { randomSplit } from "../../src/experiment/random-split.ts";
import { runExperiment } from "../../src/experiment/run-experiment.ts";
import { modelSha256 } from "../../src/interchange/model-json.ts";

const host = { now: () => 0, pause: () => undefined, stopped: false };

/** Fingerprints of what has to be equal on every machine: functions, generated tables, models. */
export async function bits(): Promise<{ [name: string]: string }> {
  const hashes: { [name: string]: string } = { maths: mathsHash() };
  for (const [id, task] of [
    ["heteroscedastic-sine", "regression"],
    ["two-moons", "binary"],
  ] as const) {
    hashes[id] = fingerprintTable(await tableOf(id));
    for (const { id: engine, aliases, tasks } of engines) {
      if (!tasks.includes(task)) continue;
      for (const name of [engine, ...Object.keys(aliases)]) {
        hashes[`${id}, ${name}`] = await modelHash(id, task, name);
      }
    }
  }
  return hashes;
}

function mathsHash(): string {
  // Bundlers do not keep the order that a module's names have by the language.
  const functions: { readonly [name: string]: unknown } = maths;
  const texts = Object.keys(functions)
    .sort()
    .flatMap((name) =>
      Array.from({ length: 4_000 }, (_, i) => {
        const x = (i - 2_000) / 97;
        return `${name} ${(functions[name] as (x: number, y: number) => number)(x, x / 3)}`;
      }),
    );
  return sha256Hex(utf8Bytes(texts.join()));
}

async function tableOf(id: string) {
  const make = await loadMaker(id);
  if (make === null) throw new Error(`${id} is not generated`);
  return make({});
}

async function modelHash(id: string, task: Task, engine: string): Promise<string> {
  const { roles } = sourceById(id);
  const { target, ignored, categorical, weight } = roles;
  const events = runExperiment(
    {
      version: 2,
      numerics: 1,
      data: {
        source: { kind: "builtin", id, values: {} },
        fingerprint: null,
        reading: null,
        sample: null,
        dates: [],
        dropFailing: [],
        target,
        ignored,
        categorical,
        weight,
      },
      task,
      split: randomSplit(0.2, 0.2),
      runs: [{ ...defaultRun(engine, task), rounds: 15 }],
      metrics: [],
      stopMetric: null,
      seed: 5,
    },
    { table: await tableOf(id) },
    { backend: jsBackend, host, recording: "last-round" },
  );
  for await (const event of events) if (event.kind === "end") return modelSha256(event.model);
  throw new Error("the run did not end");
}
