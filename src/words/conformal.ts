/** What calibration rows are asked for, and what they promise on the card of a run. */
export const conformalWords = {
  level: "Coverage level",
  levelHelp: "Share of new rows that intervals or sets should hold, if they are like the calibration rows.",
  method: "Conformal method",
  methodHelp: {
    cqr: "Predicted quantiles, widened or narrowed by one amount for all rows.",
    normalised: "As wide as the predicted spread, times one factor for all rows.",
    absolute: "Equally wide for every row.",
    lac: "The smallest sets on average; hard rows may get an empty one.",
    aps: "Classes from the most probable one down; larger sets for hard rows.",
  },
  tooFew: (rows: string, percent: string) =>
    `${rows} calibration rows are too few for ${percent}: intervals would be without end.`,
  within: (size: string) => `within ±${size}`,
  inASet: (classes: string) => `in a set of ${classes} classes`,
  calibrated: (percent: string, promise: string) => `Calibrated: ${percent} ${promise}.`,
  calibratedAndSeen: (percent: string, promise: string, seen: string) =>
    `Calibrated: ${percent} ${promise}; ${seen} % of the test rows are.`,
  methods: {
    absolute: "Absolute errors",
    normalised: "By the spread",
    cqr: "Quantiles (CQR)",
    lac: "LAC",
    aps: "APS",
  },
  inModel: (method: string) => `${method}, in the model`,
  held: (percent: string) => `${percent} % held`,
  heldWide: (percent: string, width: string) => `${percent} % held, ${width} wide`,
  heldClasses: (percent: string, classes: string) => `${percent} % held, ${classes} classes`,
  /** Above the lines of methods that learn in time order. */
  inTimeOrder: (rows: string) => `${rows} test rows in time order, each interval made before its row.`,
  worstOver: (window: string) => `Last: the largest error of the share over ${window} rows.`,
  onlineMethods: {
    static: "Never learns",
    "sf-ogd": "SF-OGD",
    saocp: "SAOCP",
    aci: "ACI",
    faci: "FACI",
    nexcp: "NExCP",
  },
  heldAtWorst: (percent: string, worst: string) => `${percent} % held, ${worst} off`,
} as const;
