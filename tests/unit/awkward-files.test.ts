import { describe, expect, it } from "vitest";
import { fingerprintTable } from "../../src/data/fingerprint.ts";
import { cells } from "./awkward/cells.ts";
import { forms } from "./awkward/forms.ts";
import { bytesOf, cellsOf, readBytes } from "./read-fixture.ts";

const files = [...forms, ...cells];

describe("files as people have them", () => {
  it("are at least sixty", () => {
    expect(files.length).toBeGreaterThanOrEqual(60);
    expect(new Set(files.map(({ name }) => name)).size).toBe(files.length);
  });

  it.each(files.map((file) => [file.name, file] as const))("%s", async (_, file) => {
    const bytes = typeof file.bytes === "string" ? bytesOf(file.bytes) : Uint8Array.from(file.bytes);
    const choices = file.choices ?? {};
    const { table, report } = await readBytes(bytes, { choices });
    expect(cellsOf(table)).toEqual(cellsOf(table).map(([name]) => [name, file.cells[name]]));
    expect(new Set(table.columns.map(({ name }) => name))).toEqual(new Set(Object.keys(file.cells)));
    expect(report.recipe).toMatchObject(file.recipe ?? {});
    for (const words of file.notes ?? []) expect(report.notes.join(" ")).toContain(words);

    const fingerprint = fingerprintTable(table);
    for (const size of [1, 7]) {
      const again = await readBytes(bytes, { choices, size });
      expect(fingerprintTable(again.table)).toBe(fingerprint);
      expect(again.report).toEqual(report);
    }
    const byRecipe = await readBytes(bytes, { choices: report.recipe });
    expect(fingerprintTable(byRecipe.table)).toBe(fingerprint);
    expect(byRecipe.report.recipe).toEqual(report.recipe);
  });
});
