/** A round's linear model. */
export const linearWords = {
  figure: (title: string, terms: readonly string[]) =>
    terms.length === 0
      ? `${title}: the same for every row.`
      : `${title}, by standard deviation of a column: ${terms.join(", ")}.`,
  term: (name: string, value: string) => `${name} ${value}`,
  smaller: (count: number) => `+ ${count} smaller`,
} as const;
