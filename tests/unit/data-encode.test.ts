import { describe, expect, it } from "vitest";
import type { Table, TableColumn } from "../../src/core/table.ts";
import { encode, labelledRows } from "../../src/data/encode.ts";
import type { Roles } from "../../src/data/encoder.ts";
import { fingerprintTable } from "../../src/data/fingerprint.ts";
import { makeEncoder } from "../../src/data/make-encoder.ts";
import { inferTask, suggestRoles } from "../../src/data/suggest-roles.ts";

function numbers(name: string, values: readonly (number | null)[]): TableColumn {
  const column = Float64Array.from(values, (value) => value ?? Number.NaN);
  return { kind: "number", name, values: column, failing: [], failingCount: 0 };
}

function texts(name: string, values: readonly (string | null)[]): TableColumn {
  const dictionary = [...new Set(values.filter((value) => value !== null))];
  const codes = Int32Array.from(values, (value) => (value === null ? -1 : dictionary.indexOf(value)));
  return { kind: "text", name, codes, dictionary };
}

function tableOf(...columns: TableColumn[]): Table {
  const first = columns[0]!;
  return { rowCount: first.kind === "number" ? first.values.length : first.codes.length, columns };
}

const roles = (target: string, task: Roles["task"], more: Partial<Roles> = {}): Roles => ({
  target,
  task,
  ignored: [],
  categorical: [],
  dates: [],
  weight: null,
  ...more,
});

const allRows = (table: Table) => Uint32Array.from({ length: table.rowCount }, (_, row) => row);

const codeOf = (action: () => unknown): string => {
  try {
    action();
    return "no error";
  } catch (thrown) {
    return (thrown as { code: string }).code;
  }
};

const people = tableOf(
  numbers("age", [30, null, 0.1, 52, 7]),
  texts("town", ["b", "a", "B", null, "c"]),
  numbers("floor", [10, 2, null, 2, 10]),
  numbers("rent", [1.5, 2, 2.5, null, 4]),
  numbers("w", [1, 2, 0, 3, 0.5]),
);

describe("makeEncoder and encode", () => {
  const { encoder } = makeEncoder(
    people,
    roles("rent", "regression", { categorical: ["floor"], weight: "w", ignored: [] }),
  );

  it("keeps table order, sorts texts by code unit and numbers by value", () => {
    expect(encoder.features).toEqual([
      { kind: "numeric", name: "age" },
      { kind: "categorical", name: "town", categories: ["B", "a", "b", "c"] },
      { kind: "categorical", name: "floor", categories: ["2", "10"] },
    ]);
    expect(encoder.target).toEqual({ name: "rent", task: "regression", classNames: null });
  });

  it("encodes rows in the order asked for", () => {
    const data = encode(people, encoder, Uint32Array.of(4, 2, 1));
    expect(data.rowCount).toBe(3);
    expect(data.features[0]).toMatchObject({ values: Float32Array.of(7, 0.1, Number.NaN) });
    expect(data.features[1]).toMatchObject({ codes: Int32Array.of(3, 0, 1) });
    expect(data.features[2]).toMatchObject({ codes: Int32Array.of(1, -1, 0) });
    expect(data.target).toEqual({ outputCount: 1, values: Float64Array.of(4, 2.5, 2) });
    expect(data.weights).toEqual(Float32Array.of(0.5, 0, 2));
  });

  it("knows the rows with a target", () => {
    expect([...labelledRows(people, encoder)]).toEqual([0, 1, 2, 4]);
  });

  it("predicts a file with columns of other kinds, new categories, no target and no weight", () => {
    const other = tableOf(
      texts("town", ["a", "new"]),
      texts("age", ["12.5", "old"]),
      texts("floor", ["2", "ground"]),
    );
    const data = encode(other, encoder, allRows(other));
    expect(data.features.map((column) => column.name)).toEqual(["age", "town", "floor"]);
    expect(data.features[0]).toMatchObject({ values: Float32Array.of(12.5, Number.NaN) });
    expect(data.features[1]).toMatchObject({ codes: Int32Array.of(1, -1) });
    expect(data.features[2]).toMatchObject({ codes: Int32Array.of(0, -1) });
    expect(data.target.values).toEqual(Float64Array.of(Number.NaN, Number.NaN));
    expect(data.weights).toBeUndefined();
    expect(codeOf(() => encode(other, encoder, allRows(other), { requireTarget: true }))).toBe(
      "data.column-missing",
    );
  });

  it("names all columns that a file lacks", () => {
    const other = tableOf(numbers("age", [1]));
    expect(() => encode(other, encoder, allRows(other))).toThrow('"town", "floor"');
    expect(codeOf(() => encode(other, encoder, allRows(other)))).toBe("data.column-missing");
  });

  it("orders classes by number where all are numbers, else by code unit", () => {
    const classes = (column: TableColumn, task: Roles["task"]) =>
      makeEncoder(tableOf(numbers("x", [1, 2, 3]), column), roles(column.name, task)).encoder.target
        .classNames;
    expect(classes(numbers("y", [10, 9, 10]), "binary")).toEqual(["9", "10"]);
    expect(classes(numbers("y", [0.5, -1, 10]), "multiclass")).toEqual(["-1", "0.5", "10"]);
    expect(classes(texts("y", ["yes", "no", "yes"]), "binary")).toEqual(["no", "yes"]);
    expect(classes(texts("y", ["10", "9", "x"]), "multiclass")).toEqual(["10", "9", "x"]);
  });

  it("encodes classes, with unknown ones as unlabelled", () => {
    const table = tableOf(numbers("x", [1, 2, 3, 4]), texts("y", ["no", "yes", null, "no"]));
    const { encoder: binary } = makeEncoder(table, roles("y", "binary"));
    expect(encode(table, binary, allRows(table)).target).toEqual({
      outputCount: 1,
      classNames: ["no", "yes"],
      values: Float64Array.of(0, 1, Number.NaN, 0),
    });
    const other = tableOf(numbers("x", [1, 2]), texts("y", ["maybe", "yes"]));
    expect([...labelledRows(other, binary)]).toEqual([1]);
  });

  it("keeps features within float32", () => {
    const table = tableOf(numbers("x", [1e300, -1e300]), numbers("y", [1, 2]));
    const { encoder: wide, notes } = makeEncoder(table, roles("y", "regression"));
    const x = encode(table, wide, allRows(table)).features[0]!;
    expect(x.kind === "numeric" && x.values.every((value) => Number.isFinite(value))).toBe(true);
    expect(notes.length).toBe(1);
  });

  it("refuses what cannot be trained on", () => {
    const table = tableOf(
      numbers("x", [1, 2, 3]),
      texts("t", ["a", "b", "c"]),
      numbers("one", [4, 4, 4]),
      numbers("none", [null, null, null]),
      numbers("w", [1, -1, 1]),
    );
    const make = (given: Roles) => codeOf(() => makeEncoder(table, given));
    expect(make(roles("t", "regression"))).toBe("data.target-invalid");
    expect(make(roles("t", "binary"))).toBe("data.target-invalid");
    expect(make(roles("one", "binary"))).toBe("data.target-constant");
    expect(make(roles("none", "regression"))).toBe("data.target-missing");
    expect(make(roles("nowhere", "regression"))).toBe("data.column-missing");
    expect(make(roles("x", "regression", { ignored: ["t", "one", "none", "w"] }))).toBe("data.no-features");
    const weighted = makeEncoder(table, roles("x", "regression", { weight: "w" })).encoder;
    expect(codeOf(() => encode(table, weighted, allRows(table)))).toBe("data.weight-invalid");
  });
});

describe("suggestRoles", () => {
  const ids = Array.from({ length: 300 }, (_, i) => `id ${i}`);
  const table = tableOf(
    texts("id", ids),
    numbers(
      "Price",
      ids.map((_, i) => i * 1.5),
    ),
    texts(
      "kind",
      ids.map((_, i) => (i % 2 === 0 ? "a" : "b")),
    ),
    numbers(
      "same",
      ids.map(() => 3),
    ),
    numbers(
      "empty",
      ids.map(() => null),
    ),
  );

  it("takes a usual name for the target, and leaves out ids, constants and empty columns", () => {
    const { roles: found, reasons } = suggestRoles(table);
    expect(found).toEqual(roles("Price", "regression", { ignored: ["id", "same", "empty"] }));
    expect(reasons.map(({ column }) => column)).toEqual(["Price", "id", "same", "empty"]);
  });

  it("else takes the last column that can be predicted", () => {
    const unnamed = { ...table, columns: table.columns.filter(({ name }) => name !== "Price") };
    expect(suggestRoles(unnamed).roles).toMatchObject({ target: "kind", task: "binary" });
  });

  it("infers the task from the values of the target", () => {
    const cycle = (count: number, from: number) => ids.map((_, i) => from + (i % count));
    const task = (column: TableColumn) => inferTask(tableOf(column), column.name);
    expect(task(texts("y", ["a", "b", "a"]))).toBe("binary");
    expect(task(texts("y", ["a", "b", "c"]))).toBe("multiclass");
    expect(task(numbers("y", [5, 7, 5, null]))).toBe("binary");
    expect(task(numbers("y", cycle(3, 0)))).toBe("multiclass");
    expect(task(numbers("y", cycle(15, 1)))).toBe("multiclass");
    expect(task(numbers("y", cycle(16, 1)))).toBe("regression");
    expect(task(numbers("y", cycle(3, 2)))).toBe("regression");
    expect(task(numbers("y", [0, 1, 2, 0.5, 1, 2]))).toBe("regression");
  });
});

describe("fingerprintTable", () => {
  it("changes with every name, kind and value, and not with the pattern of a NaN", () => {
    const base = tableOf(numbers("x", [1, null]), texts("t", ["a", null]));
    const others = [
      tableOf(numbers("y", [1, null]), texts("t", ["a", null])),
      tableOf(numbers("x", [1, 2]), texts("t", ["a", null])),
      tableOf(numbers("x", [1, null]), texts("t", ["b", null])),
      tableOf(numbers("x", [1, null]), texts("t", ["a", "a"])),
      tableOf(texts("t", ["a", null]), numbers("x", [1, null])),
      tableOf(texts("x", ["1", null]), texts("t", ["a", null])),
    ];
    const all = [base, ...others].map(fingerprintTable);
    expect(new Set(all).size).toBe(all.length);
    const odd = numbers("x", [1, null]);
    if (odd.kind === "number") new DataView(odd.values.buffer).setUint32(8, 12345, true);
    expect(fingerprintTable(tableOf(odd, texts("t", ["a", null])))).toBe(all[0]);
  });
});
