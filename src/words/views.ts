/** The pictures of what a model predicts. */
export const viewWords = {
  modes: {
    fit: "Fit",
    surface: "Surface",
    "predicted-actual": "Predicted vs actual",
    probabilities: "Probabilities",
    confusion: "Confusion",
    roc: "ROC and PR",
    calibration: "Calibration",
    "gradient-plane": "Descent",
    queries: "Queries",
    joint: "Joint",
  },
  needs: {
    fit: (has: string) => `A fit needs one number as the only feature; ${has}.`,
    surface: (has: string) => `A surface needs two numbers as the only features; ${has}.`,
    features: (count: number, numbers: number) => {
      const all = count === 1 ? "1 feature" : `${count} features`;
      return numbers === count ? `this run has ${all}` : `this run has ${all}, ${numbers} of them numbers`;
    },
    ranking: "Scores of a ranking have no scale; see how they order the documents of a query.",
    queries: "Rows stand alone here; only a ranking has queries.",
    number: "The target is a class; see its probabilities.",
    classes: "The target is a number; it has no classes.",
    parameters: "A plane of parameters needs a distribution with two or more of them.",
    distribution: "A point prediction has no probabilities to check; a distribution has.",
    seen: "Where a censored time fell is unknown.",
  },
  noRound: "No round yet.",
  moreClasses: (count: number) => `and ${count} more classes`,
  class: (index: number) => `class ${index}`,
  sets: { train: "training", validation: "validation", test: "test" },
} as const;
