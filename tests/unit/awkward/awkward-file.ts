import type { ReadChoices, ReadRecipe } from "../../../src/core/read-recipe.ts";

/** A file as people have it, and what it holds. */
export interface AwkwardFile {
  readonly name: string;
  /** Text becomes UTF-8. */
  readonly bytes: string | readonly number[];
  readonly choices?: ReadChoices;
  readonly cells: { readonly [column: string]: readonly (string | number | null)[] };
  readonly recipe?: Partial<ReadRecipe>;
  /** Words that a note has to hold. */
  readonly notes?: readonly string[];
}

export const latin = (text: string): number[] => Array.from(text, (unit) => unit.charCodeAt(0));

export function utf16(text: string, littleEndian: boolean, mark: boolean): number[] {
  return Array.from(`${mark ? "\ufeff" : ""}${text}`).flatMap((unit) => {
    const code = unit.charCodeAt(0);
    return littleEndian ? [code & 255, code >> 8] : [code >> 8, code & 255];
  });
}
