import { type BackendWish, createBackends } from "../compute/select-backend.ts";
import { LabError } from "../core/errors.ts";
import { threadsOf } from "./choose-backend.ts";
import { createCommandHost } from "./command-host.ts";
import { readFlags } from "./read-flags.ts";
import { verifiedHash } from "./verified-hash.ts";
import { verifiedExperiments, verifiedTables } from "./verify-experiments.ts";

/** A name, and how many threads; with more than one they work in every operation, however small it is. */
const PLACES: readonly { readonly name: string; readonly wish: BackendWish; readonly threads: number }[] = [
  { name: "js", wish: "js", threads: 1 },
  ...[1, 2, 3, 8].map((threads) => ({ name: `wasm-${threads}`, wish: "wasm" as const, threads })),
];

/** `lab verify`: trains small experiments of all options on every backend and compares the models' hashes. */
export async function verifyCommand(args: readonly string[]): Promise<string> {
  const flags = readFlags(args, { json: { type: "boolean" } });
  const places = await Promise.all(
    PLACES.map(async ({ name, wish, threads }) => {
      const host = { threads: { ...threadsOf(threads), always: true }, now: () => performance.now() };
      const { backend } = await createBackends(host).select(wish);
      return { name, backend };
    }),
  );
  const host = createCommandHost();
  const results = [];
  for (const experiment of verifiedExperiments) {
    const table = verifiedTables[experiment.table].make();
    const hashes: { [backend: string]: string } = {};
    for (const { name, backend } of places)
      hashes[name] = await verifiedHash(experiment, table, { backend, host });
    const { name, engine } = experiment;
    results.push({
      table: experiment.table,
      engine,
      name,
      hashes,
      equal: new Set(Object.values(hashes)).size === 1,
    });
  }
  for (const { backend } of places) backend.dispose();
  const different = results.filter((result) => !result.equal);
  if (different.length > 0) {
    const names = different.map(({ table, name }) => `${table}, ${name}`).join("; ");
    throw new LabError(
      "train.failed",
      `Backends gave different models in ${different.length} experiments: ${names}.`,
    );
  }
  if (flags.has("json")) return JSON.stringify({ experiments: results.length, results });
  const lines = results.map(
    ({ table, engine, name, hashes }) =>
      `${Object.values(hashes)[0]!.slice(0, 16)}  ${engine}, ${table}: ${name}`,
  );
  const ids = places.map(({ name }) => name).join(", ");
  return [...lines, `${results.length} experiments, ${ids}: the same model bytes in all of them.`].join("\n");
}
