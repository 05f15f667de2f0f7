import { roomOf, type SourceFile } from "./source-files.ts";

/** A room, what it may import from other rooms, and which packages it may name. */
interface Room {
  readonly from: readonly string[];
  readonly packages: readonly string[];
}

const ENGINE_ROOMS = ["core", "data", "compute", "boosting", "analysis", "experiment", "interchange"];

/** The house, as ARCHITECTURE.md draws it. A room that is not listed may not exist. */
const ROOMS: { readonly [name: string]: Room } = {
  core: { from: [], packages: [] },
  data: { from: ["core"], packages: ["fflate", "hyparquet", "hyparquet-compressors"] },
  compute: {
    from: ["core"],
    packages: [
      "@tensorflow/tfjs-core",
      "@tensorflow/tfjs-backend-cpu",
      "@tensorflow/tfjs-backend-wasm",
      "@tensorflow/tfjs-backend-webgpu",
    ],
  },
  boosting: { from: ["core", "data", "compute"], packages: [] },
  analysis: { from: ["core", "data", "compute", "boosting"], packages: [] },
  experiment: { from: ["core", "data", "compute", "boosting", "analysis"], packages: [] },
  interchange: { from: ["core", "data", "compute", "boosting", "analysis", "experiment"], packages: [] },
  training: { from: ENGINE_ROOMS, packages: ["comlink"] },
  share: { from: [...ENGINE_ROOMS, "words"], packages: ["fflate"] },
  words: { from: [], packages: [] },
  figures: { from: ["core", "boosting", "analysis", "experiment", "words"], packages: [] },
  store: {
    from: [...ENGINE_ROOMS, "training", "share", "figures", "words"],
    packages: ["zustand", "comlink", "idb-keyval"],
  },
  ui: {
    from: [...ENGINE_ROOMS, "training", "share", "figures", "words", "store"],
    packages: ["react", "react-dom", "zustand", "plotly.js", "@tanstack/react-virtual", "uqr"],
  },
  "main.tsx": {
    from: ["ui", "store", "training", "share", "figures", "words"],
    packages: ["react", "react-dom"],
  },
  workers: { from: [...ENGINE_ROOMS, "training"], packages: ["comlink"] },
  cli: { from: [...ENGINE_ROOMS, "share", "words"], packages: ["fflate"] },
};

/** Rules finer than rooms: what files whose path matches may not import at run time. */
const FENCES: readonly { readonly from: RegExp; readonly to: RegExp; readonly because: string }[] = [
  {
    from: /^src\/(?!cli\/)[^/]*\/(?!run-experiment)/,
    to: /^src\/boosting\/engines\/[^/]+\/engine\.ts$/,
    because: "engines are loaded through the list, never named",
  },
  {
    from: /^src\/boosting\//,
    to: /^src\/compute\/(js|wasm|webgpu|tfjs)\//,
    because: "boosting asks a backend, never a certain one",
  },
  {
    from: /^(?!src\/compute\/tfjs\/|workers\/open-tensors)/,
    to: /^(@tensorflow\/|src\/compute\/tfjs\/)/,
    because: "tfjs is known to its adapter alone, and loaded when it is asked for",
  },
  {
    from: /^src\/(ui|store|figures)\//,
    to: /^src\/compute\//,
    because: "the page must not load kernels",
  },
  {
    from: /^src\/training\/training-service\.ts$/,
    to: /./,
    because: "the border is types alone",
  },
];

/** One sentence for each import that goes against the direction of the house. */
export function directionBreaks(file: SourceFile): string[] {
  const room = roomOf(file.path);
  const rule = ROOMS[room];
  if (rule === undefined) return [`${file.path}: the house has no room "${room}"`];
  const breaks: string[] = [];
  for (const { target, isOwn, isTypeOnly, isDynamic } of file.imports) {
    const there = isOwn ? roomOf(target) : packageOf(target);
    const isAllowed = isOwn
      ? there === room || rule.from.includes(there)
      : rule.packages.includes(there) || (room === "cli" && target.startsWith("node:"));
    if (!isAllowed) breaks.push(`${file.path}: ${room} must not import ${target}`);
    if (isTypeOnly || isDynamic) continue;
    for (const fence of FENCES) {
      if (fence.from.test(file.path) && fence.to.test(target)) {
        breaks.push(`${file.path}: ${target} (${fence.because})`);
      }
    }
  }
  return [...breaks, ...engineBreaks(file)];
}

/** An engine knows no other engine, not even its types. */
function engineBreaks(file: SourceFile): string[] {
  const own = engineOf(file.path);
  if (own === null) return [];
  return file.imports
    .filter(({ target }) => engineOf(target) !== null && engineOf(target) !== own)
    .map(({ target }) => `${file.path}: the engine ${own} must not import ${target}`);
}

function engineOf(path: string): string | null {
  return /^src\/boosting\/engines\/([^/]+)\//.exec(path)?.[1] ?? null;
}

function packageOf(specifier: string): string {
  const parts = specifier.split("/");
  return specifier.startsWith("@") ? parts.slice(0, 2).join("/") : parts[0]!;
}

/** Cycles among imports that exist at run time, each as "a -> b -> a". */
export function importCycles(files: readonly SourceFile[]): string[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const state = new Map<string, "open" | "done">();
  const cycles: string[] = [];
  function visit(path: string, trail: readonly string[]): void {
    if (state.get(path) === "done") return;
    if (state.get(path) === "open") {
      cycles.push([...trail.slice(trail.indexOf(path)), path].join(" -> "));
      return;
    }
    state.set(path, "open");
    for (const { target, isOwn, isTypeOnly, isDynamic } of byPath.get(path)?.imports ?? []) {
      if (isOwn && !isTypeOnly && !isDynamic) visit(target, [...trail, path]);
    }
    state.set(path, "done");
  }
  for (const file of files) visit(file.path, []);
  return cycles;
}
