/** Fields and dialogs. */
export const controlWords = {
  close: "Close",
  use: (value: string) => `Use ${value}`,
  fewer: "Fewer settings",
  more: "More settings",
} as const;
