import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** Bundles the command line once for the sources as they are, then runs it. Standard output stays its own. */
const root = fileURLToPath(new URL("../../", import.meta.url));
const cache = join(root, ".cache");

const bundle = join(cache, `lab-${sourceStamp()}`);
if (!existsSync(bundle)) await build();
await import(pathToFileURL(join(bundle, "lab.mjs")).href);

/** Changes when any source of the command line does. */
function sourceStamp() {
  const hash = createHash("sha256");
  const sources = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => /\.(ts|mjs)$/.test(path) && !/^(ui|store|figures)\//.test(path))
    .sort();
  for (const path of sources) hash.update(`${path}\n`).update(readFileSync(join(root, "src", path)));
  return hash.digest("hex").slice(0, 16);
}

/** Into a folder of its own first: two command lines may start at the same time. */
async function build() {
  const { rolldown } = await import("rolldown");
  const draft = `${bundle}.${process.pid}`;
  const input = {
    lab: join(root, "src/cli/lab.ts"),
    "kernel-thread": join(root, "src/cli/kernel-thread.mjs"),
  };
  const build = await rolldown({ input, platform: "node", logLevel: "silent" });
  await build.write({
    dir: draft,
    format: "esm",
    sourcemap: true,
    entryFileNames: "[name].mjs",
    chunkFileNames: "[name]-[hash].mjs",
  });
  await build.close();
  mkdirSync(cache, { recursive: true });
  try {
    renameSync(draft, bundle);
  } catch (thrown) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(bundle)) throw thrown;
  }
  for (const name of readdirSync(cache)) {
    const isOld = /^lab-[0-9a-f]{16}$/.test(name) && join(cache, name) !== bundle;
    if (isOld) rmSync(join(cache, name), { recursive: true, force: true });
  }
}
