/** Where there are more runs than a list holds. */
export const moreRunsWords = {
  more: (count: number) => `${count} more in Compare`,
} as const;
