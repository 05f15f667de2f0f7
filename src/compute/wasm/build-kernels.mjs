// Compiles the AssemblyScript kernels into generated modules; a no-op while the sources are unchanged.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const sources = join(here, "assembly");
const memory = ["--importMemory", "--sharedMemory", "--maximumMemory", "65536", "--enable", "threads"];
const flags = ["-O3", "--noAssert", "--runtime", "stub", ...memory];
const variants = { simd: ["--enable", "simd"], plain: [] };

/** Each byte keeps its own digits, so gzip finds what repeats: less is sent than of base64. */
const encoding = "hex";

const hash = createHash("sha256").update(JSON.stringify([flags, variants, encoding]));
for (const name of readdirSync(sources).sort()) {
  if (name.endsWith(".ts")) hash.update(name).update(readFileSync(join(sources, name)));
}
const stamp = `// ${hash.digest("hex")}`;

/** The module as text. */
async function compile(extra) {
  const asc = await import("assemblyscript/asc");
  let text = "";
  const { error, stderr } = await asc.main(
    ["kernels.ts", "--baseDir", sources, "-o", "kernels.wasm", ...flags, ...extra],
    {
      readFile: (name, base) => {
        const path = join(base, name);
        return existsSync(path) ? readFileSync(path, "utf8") : null;
      },
      writeFile: (_name, contents) => {
        text = Buffer.from(contents).toString(encoding);
      },
      listFiles: () => [],
    },
  );
  if (error) {
    console.error(String(stderr));
    throw error;
  }
  return text;
}

/** Two files: a host that has SIMD need not fetch the other one. */
for (const [name, extra] of Object.entries(variants)) {
  const target = join(here, "generated", `${name}-kernels.ts`);
  if (existsSync(target) && readFileSync(target, "utf8").startsWith(stamp)) continue;
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, `${stamp}\nexport const ${name}Kernels =\n  "${await compile(extra)}";\n`);
}
