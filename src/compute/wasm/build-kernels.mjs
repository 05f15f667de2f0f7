// Compiles the AssemblyScript kernels into one generated module; a no-op while the sources are unchanged.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const sources = join(here, "assembly");
const target = join(here, "generated", "kernels.ts");
const flags = ["-O3", "--noAssert", "--runtime", "stub", "--enable", "simd", "--importMemory"];

const hash = createHash("sha256").update(flags.join(" "));
for (const name of readdirSync(sources).sort()) {
  if (name.endsWith(".ts")) hash.update(name).update(readFileSync(join(sources, name)));
}
const stamp = `// ${hash.digest("hex")}`;

if (!existsSync(target) || !readFileSync(target, "utf8").startsWith(stamp)) {
  const asc = await import("assemblyscript/asc");
  const { error, stderr, binary } = await asc.main(
    ["kernels.ts", "--baseDir", sources, "-o", "kernels.wasm", ...flags],
    {
      readFile: (name, base) => {
        const path = join(base, name);
        return existsSync(path) ? readFileSync(path, "utf8") : null;
      },
      writeFile: (_name, contents) => {
        const text = Buffer.from(contents).toString("base64");
        mkdirSync(dirname(target), { recursive: true });
        writeFileSync(target, `${stamp}\nexport const kernelsBase64 =\n  "${text}";\n`);
      },
      listFiles: () => [],
    },
  );
  void binary;
  if (error) {
    console.error(String(stderr));
    throw error;
  }
}
