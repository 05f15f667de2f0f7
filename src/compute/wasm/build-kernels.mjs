// Compiles the AssemblyScript kernels into generated modules; a no-op while the sources are unchanged.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const common = [
  "-O3",
  "--shrinkLevel",
  "1",
  "--noAssert",
  "--runtime",
  "stub",
  "--importMemory",
  "--maximumMemory",
  "65536",
];
const forThreads = ["--sharedMemory", "--enable", "threads"];
const simd = ["--enable", "simd"];

/**
 * A host fetches the modules it needs: trees with SIMD or without, nets, scores of distributions (hosts without SIMD take
 * plain JavaScript).
 */
const modules = [
  { name: "simd", source: "assembly", flags: [...common, ...forThreads, ...simd] },
  { name: "plain", source: "assembly", flags: [...common, ...forThreads] },
  { name: "net", source: "net-assembly", flags: [...common, ...simd] },
  { name: "score", source: "score-assembly", flags: [...common, ...simd] },
];

const encoding = "characters from byte 253 on";

/**
 * A character a byte, so that gzip finds what repeats: less is sent than of hexadecimal digits. From # on, without the
 * backslash and what does not print, and from byte 253 on, so that what kernels hold most takes one byte of UTF-8;
 * src/compute/wasm/wasm-module.ts reads them.
 */
function textOf(bytes) {
  return Array.from(bytes, (byte) => {
    const place = ((byte + 3) & 255) + 35;
    const code = place < 0x5c ? place : place + 1;
    return String.fromCharCode(code < 0x7f ? code : code + 34);
  }).join("");
}

const hash = createHash("sha256").update(JSON.stringify([modules, encoding]));
for (const folder of new Set(modules.map(({ source }) => source))) {
  for (const name of readdirSync(join(here, folder)).sort()) {
    if (name.endsWith(".ts")) hash.update(name).update(readFileSync(join(here, folder, name)));
  }
}
const stamp = `// ${hash.digest("hex")}`;

/** The module as text. */
async function compile({ source, flags }) {
  const asc = await import("assemblyscript/asc");
  let text = "";
  const { error, stderr } = await asc.main(
    [`${source}/kernels.ts`, "--baseDir", here, "-o", "kernels.wasm", ...flags],
    {
      readFile: (name, base) => {
        const path = join(base, name);
        return existsSync(path) ? readFileSync(path, "utf8") : null;
      },
      writeFile: (_name, contents) => {
        text = textOf(contents);
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

for (const module of modules) {
  const target = join(here, "generated", `${module.name}-kernels.ts`);
  if (existsSync(target) && readFileSync(target, "utf8").startsWith(stamp)) continue;
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, `${stamp}\nexport const ${module.name}Kernels =\n  "${await compile(module)}";\n`);
}
