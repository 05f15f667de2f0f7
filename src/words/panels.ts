/** What is said of the pictures in a run's column. */
export const panelWords = {
  walk: (run: string, caption: string) => `${run}: ${caption} Arrow keys walk through the rows.`,
} as const;
