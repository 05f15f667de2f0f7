/** Sizes of files. */
export const byteUnits = ["B", "KB", "MB", "GB"] as const;

/** Fields and dialogs. */
export const controlWords = {
  close: "Close",
  use: (value: string) => `Use ${value}`,
  of: (owner: string, label: string) => `${owner}, ${label}`,
  slider: (name: string) => `${name}, slider`,
  number: {
    any: (label: string) => `${label} has to be a number.`,
    whole: (label: string) => `${label} has to be a whole number.`,
    atMost: (label: string, most: number) => `${label} can be ${most} at most.`,
    atLeast: (label: string, least: number) => `${label} has to be ${least} at least.`,
    above: (label: string, bound: number) => `${label} has to be above ${bound}.`,
  },
  fewer: "Fewer settings",
  more: "More settings",
} as const;
