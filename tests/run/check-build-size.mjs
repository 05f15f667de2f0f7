import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const LIMIT_KILOBYTES = 220;
/** Text that only these parts hold; in the entry they would mean that a lazy part became eager. */
const LAZY_PARTS = {
  "plotly.js": "plotly.js-style-",
  "tree kernels": "histogramOffsets",
};
/** And in whatever is fetched first, workers included. */
const LATE_PARTS = { tfjs: "_FusedMatMul" };

/** Chunks of the data worker that wait for a file, for one of their format, or for a question about a table. */
const FOR_FILES = "read-request gzip zip excel parquet arff libsvm json-records table-session samples".split(
  " ",
);
/**
 * Kernels for hosts without WASM or SIMD, the threads of large tables, what a GPU needs, the sentences of an open form, and what
 * a first run does not ask for.
 */
const FOR_OTHERS =
  "open-tensors choose-stages js-backend scan-node dropout plain-kernels kernel.worker webgpu-backend relay-backend conformal-end all-distributions categorical inspect-node score-table stack-job race-optimisers query-batches net-kernel optimisers help formulas metrics relevance-gain targets-metrics standard-targets ridge-learners positive-system wasm-scores split-by-cells duplicate-rows date-reader date-values".split(
    " ",
  );
/** Engines that a first visit does not train: they wait until a run of theirs is added. */
const EXTRA_ENGINES = ["gbnn", "rfrboost", "stack"].map((id) => `src/boosting/engines/${id}/engine.ts`);
/** The maker of a first visit's table; each other one waits until its data set is chosen. */
const FIRST_MAKER = "heteroscedastic-sine";

/**
 * All script and style that the page fetches before its first moving picture: the entry with everything it imports
 * statically, and both workers with what they load. What page and workers share is one file, fetched once.
 */
export function checkBuildSize() {
  const manifest = JSON.parse(readFileSync("dist/.vite/manifest.json", "utf8"));
  const pageFiles = [...staticFiles(manifest, manifest["index.html"])];
  const files = new Set([...pageFiles, ...workerFilesOf(manifest)]);
  const sizes = [...files].map((file) => ({ file, kilobytes: gzipKilobytes(file) }));
  for (const { file, kilobytes } of sizes)
    console.log(`${kilobytes.toFixed(1).padStart(8)} KB gzip  ${file}`);
  const total = sizes.reduce((sum, { kilobytes }) => sum + kilobytes, 0);
  console.log(`${total.toFixed(1).padStart(8)} KB gzip in all, at most ${LIMIT_KILOBYTES} are allowed`);
  const strays = [...straysIn(pageFiles, LAZY_PARTS), ...straysIn([...files], LATE_PARTS)];
  for (const part of strays) console.error(`${part} is fetched at first, it has to be loaded lazily`);
  for (const [part, text] of Object.entries(LATE_PARTS)) {
    // A marker that the build does not hold any more would find nothing.
    const isBuilt = Object.values(manifest).some(
      ({ file }) => file.endsWith(".js") && textOf(file).includes(text),
    );
    if (!isBuilt) throw new Error(`The build has no ${part}, or another marker.`);
  }
  return total <= LIMIT_KILOBYTES && strays.length === 0;
}

function straysIn(files, parts) {
  return Object.entries(parts).flatMap(([part, text]) =>
    files.some((file) => textOf(file).includes(text)) ? [part] : [],
  );
}

/** Chunks that are imported statically, with their styles. */
function staticFiles(manifest, chunk, files = new Set()) {
  if (files.has(chunk.file)) return files;
  files.add(chunk.file);
  for (const style of chunk.css ?? []) files.add(style);
  for (const key of chunk.imports ?? []) staticFiles(manifest, manifest[key], files);
  return files;
}

/** Workers are entries beside the page; what they import comes along, and so does all that they may load, but what waits. */
function workerFilesOf(manifest) {
  const onDemand = new Set([...FOR_FILES, ...FOR_OTHERS, ...otherMakers()]);
  const waits = (key) => onDemand.has(manifest[key].name) || EXTRA_ENGINES.includes(key);
  for (const key of EXTRA_ENGINES) if (!(key in manifest)) throw new Error(`The build has no ${key}.`);
  const files = new Set();
  function add(key) {
    const chunk = manifest[key];
    if (files.has(chunk.file)) return;
    files.add(chunk.file);
    for (const imported of chunk.imports ?? []) add(imported);
    for (const loaded of chunk.dynamicImports ?? []) if (!waits(loaded)) add(loaded);
  }
  const workers = Object.keys(manifest).filter((key) => manifest[key].isEntry && key !== "index.html");
  if (workers.length === 0) throw new Error("The build has no workers.");
  for (const key of workers) if (!onDemand.has(manifest[key].name)) add(key);
  return files;
}

function otherMakers() {
  const makers = readdirSync("src/data/sources/makers").map((file) => file.replace(/\.ts$/, ""));
  if (!makers.includes(FIRST_MAKER)) throw new Error(`There is no maker ${FIRST_MAKER}.`);
  return makers.filter((maker) => maker !== FIRST_MAKER);
}

function textOf(file) {
  return readFileSync(`dist/${file}`, "utf8");
}

function gzipKilobytes(file) {
  return gzipSync(readFileSync(`dist/${file}`), { level: 9 }).length / 1024;
}
