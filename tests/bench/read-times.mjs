import { createReadStream, statSync } from "node:fs";
import { readFile } from "../../src/data/read-file.ts";

/** Milliseconds that reading a file takes: one reading to warm up, then `repeats` that count. */
const [file, repeats] = process.argv.slice(2);
const open = () => createReadStream(file, { highWaterMark: 1 << 20 });
const times = [];
for (let run = 0; run <= Number(repeats); run++) {
  const before = performance.now();
  await readFile({ open, byteCount: statSync(file).size, name: file }, {});
  if (run > 0) times.push(performance.now() - before);
}
console.log(JSON.stringify(times));
