import { describe, expect, it } from "vitest";
import { engines } from "../../src/boosting/engines/index.ts";

describe("help of parameters", () => {
  it.each(engines)("has a sentence for each parameter of $id and for nothing else", async (engine) => {
    const help = await engine.loadHelp();
    expect(Object.keys(help).sort()).toEqual(engine.params.map(({ id }) => id).sort());
    for (const sentence of Object.values(help)) expect(sentence).toMatch(/^[A-Z].*\.$/);
  });
});
