import type { TrapFinder } from "./trap.ts";

/** Columns that name rows and are used all the same. */
export const id: TrapFinder = {
  kind: "id",
  find({ types, used }) {
    return types
      .filter(({ name, type }) => type === "id" && used.includes(name))
      .map(({ name, why }) => ({
        kind: "id" as const,
        columns: [name],
        title: `${name} looks like an id`,
        sentence: `${why} A model can learn the order of the file by it, and new rows have other ids.`,
        note: "looks like an id",
        tone: "warn" as const,
        evidence: null,
        advice: { kind: "leave-out" as const, columns: [name] },
      }));
  },
};
