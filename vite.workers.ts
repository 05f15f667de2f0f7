import { dirname, resolve } from "node:path";
import type { Plugin, Rolldown } from "vite";

/** What a worker starts with, and what it loads at once. */
const DATA = ["workers/data.worker.ts"];
const TRAINING = [
  "workers/training.worker.ts",
  "src/training/training-session.ts",
  "src/training/session-host.ts",
  "src/compute/select-backend.ts",
];

/** Chunks that workers load from: they have no document to preload for. */
const OF_WORKERS =
  /\/(shared|training|common|kernels|wasm-backend|open-tensors|[\w-]+\.worker)-[\w-]{8}\.js$/;

/** Nets and what trains them; the engine itself is what a run asks for. */
const OF_NETS = /\/(learners\/net|grownet\/(?!engine))/;

/** What only kernels use; plain JavaScript shares some of it. */
const OF_KERNELS = /\/compute\/(wasm|js)\//;

const WORKER_ADDRESS = /new URL\("([\w./-]+\/([\w-]+\.worker)\.ts)", import\.meta\.url\)/g;

/**
 * Workers are entries of the page's own build: what both need is one file, which the browser fetches once. Vite alone builds
 * each worker apart, with a copy of all that it shares. Kernel threads stay apart: they share nothing with the page.
 */
export function workersInOneBuild(): Plugin {
  let nameOf: ((id: string) => string | null) | null = null;
  return {
    name: "workers-in-one-build",
    apply: "build",
    enforce: "pre",
    config: () => ({
      build: {
        modulePreload: {
          polyfill: false,
          resolveDependencies: (_file, dependencies, { hostId }) =>
            OF_WORKERS.test(hostId) ? [] : dependencies,
        },
        rolldownOptions: {
          output: {
            codeSplitting: {
              groups: ["shared", "common", "training", "first", "nets", "kernels"].map((group, at) => ({
                name: (id, context) => {
                  nameOf ??= namesOf(context);
                  return nameOf(id) === group ? group : null;
                },
                priority: 6 - at,
              })),
            },
          },
        },
      },
    }),
    buildStart() {
      nameOf = null;
    },
    transform(code, id) {
      if (id.endsWith("vite/preload-helper.js")) return preloadWhereDocument(code);
      if (id.startsWith(resolve("workers")) || !code.includes(".worker.ts")) return null;
      return code.replace(WORKER_ADDRESS, (_, path: string, name: string) => {
        const reference = this.emitFile({ type: "chunk", id: resolve(dirname(id), path), name });
        return `import.meta.ROLLUP_FILE_URL_${reference}`;
      });
    },
  };
}

/**
 * Which file a module of the first picture stands in. Few files: few requests one after another, and they pack better.
 * "first" = for the page alone, "shared" = at first for two of page and workers, "training" = for the worker that trains,
 * "common" = for it at first, and later for the page, "nets" = for the first engine of nets, "kernels" = for trees.
 */
function namesOf(context: Rolldown.ChunkingContext): (id: string) => string | null {
  const from = (paths: readonly string[], lazily: boolean) =>
    modulesFrom(
      paths.map((path) => resolve(path)),
      context,
      lazily,
    );
  const first = from(["index.html"], false);
  const later = from(["index.html"], true);
  const data = from(DATA, false);
  const training = from(TRAINING, false);
  const nets = from(["src/boosting/engines/grownet/engine.ts"], false);
  const kernels = from(["src/compute/wasm/wasm-backend.ts"], false);
  const ofWorkers = from([...DATA, ...TRAINING], true);
  return (id) => {
    // A worker answers first and then loads.
    if (id.endsWith(".worker.ts")) return null;
    if (first.has(id)) return ofWorkers.has(id) ? "shared" : "first";
    if (data.has(id) && (training.has(id) || later.has(id))) return "shared";
    if (!training.has(id) && nets.has(id) && OF_NETS.test(id)) return "nets";
    if (!training.has(id)) return kernels.has(id) && OF_KERNELS.test(id) ? "kernels" : null;
    return later.has(id) ? "common" : "training";
  };
}

/** The modules from these on; with `lazily` also those that are loaded later. */
function modulesFrom(
  roots: readonly string[],
  context: Rolldown.ChunkingContext,
  lazily: boolean,
): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = [...roots];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    const info = context.getModuleInfo(id);
    if (info === null) throw new Error(`${id} is no part of the build.`);
    open.push(...info.importedIds, ...(lazily ? info.dynamicallyImportedIds : []));
  }
  return reached;
}

/** Vite's loader of lazy parts makes <link> elements; a worker has no document, there it only loads. */
function preloadWhereDocument(code: string): string {
  const begin = "function preload(baseModule, deps, importerUrl) {";
  if (!code.includes(begin)) throw new Error("Vite's loader of lazy parts has changed.");
  return code.replace(begin, `${begin}\n  if (typeof document === "undefined") return baseModule();`);
}
