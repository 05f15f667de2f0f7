/** Fields and dialogs. */
export const controlWords = {
  close: "Close",
  use: (value: string) => `Use ${value}`,
} as const;
