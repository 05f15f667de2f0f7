/** The bar above everything. */
export const topBarWords = {
  name: "Boosting Lab",
  settings: "Settings",
  dark: "Dark theme",
  light: "Light theme",
  keys: "Keyboard",
  keysHint: "Keyboard (?)",
  export: "Export",
  copyLink: "Copy link",
  copied: "Copied",
  seeAddress: "See address bar",
  linkHint: "The link carries the settings, never the rows of your file.",
} as const;
