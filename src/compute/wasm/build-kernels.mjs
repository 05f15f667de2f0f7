// Compiles the AssemblyScript kernels into one generated module; a no-op while the sources are unchanged.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const sources = join(here, "assembly");
const target = join(here, "generated", "kernels.ts");
const memory = ["--importMemory", "--sharedMemory", "--maximumMemory", "65536", "--enable", "threads"];
const flags = ["-O3", "--noAssert", "--runtime", "stub", ...memory];
const variants = { simdKernels: ["--enable", "simd"], plainKernels: [] };

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

if (!existsSync(target) || !readFileSync(target, "utf8").startsWith(stamp)) {
  const lines = [stamp];
  for (const [name, extra] of Object.entries(variants)) {
    lines.push(`export const ${name} =\n  "${await compile(extra)}";`);
  }
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, `${lines.join("\n")}\n`);
}
