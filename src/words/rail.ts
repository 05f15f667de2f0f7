/** The rail: everything that decides the numbers. */
export const railWords = {
  rail: "Experiment settings",
  settings: "Settings",
  close: "Close the settings",
  strip: "Settings, short",
  open: "Open the settings",
  openOf: (run: string) => `Settings of ${run}`,
  kept: "Kept in this browser…",
  privacy: "Runs in this tab. Nothing is sent.",
} as const;
