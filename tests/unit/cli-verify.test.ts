import { describe, expect, it } from "vitest";
import { verifyCommand } from "../../src/cli/verify-command.ts";

describe("lab verify", () => {
  it("gives one hash for js and for any number of threads in each of 59 experiments", async () => {
    const { experiments, results } = JSON.parse(await verifyCommand(["--json"]));
    expect(experiments).toBe(59);
    for (const { hashes } of results) {
      expect(Object.keys(hashes)).toEqual(["js", "wasm-1", "wasm-2", "wasm-3", "wasm-8"]);
      expect(new Set(Object.values(hashes)).size).toBe(1);
      expect(hashes.js).toMatch(/^[0-9a-f]{64}$/);
    }
    const distinct = new Set(results.map((result: { hashes: { js: string } }) => result.hashes.js));
    expect(distinct.size).toBe(59);
  }, 240_000);
});
