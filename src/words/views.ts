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
  },
  needs: {
    fit: (has: string) => `A fit needs one number as the only feature; ${has}.`,
    surface: (has: string) => `A surface needs two numbers as the only features; ${has}.`,
    features: (count: number, numbers: number) => {
      const all = count === 1 ? "1 feature" : `${count} features`;
      return numbers === count ? `this run has ${all}` : `this run has ${all}, ${numbers} of them numbers`;
    },
    number: "The target is a class; see its probabilities.",
    classes: "The target is a number; it has no classes.",
    parameters: "A plane of parameters needs a distribution with two or more of them.",
    distribution: "A point prediction has no probabilities to check; a distribution has.",
  },
  noRound: "No round yet.",
  moreClasses: (count: number) => `and ${count} more classes`,
  probabilities: {
    ofClass: (name: string) => `probability of ${name}`,
    ofTrueClass: "probability of the true class",
    right: (set: string) => `right in ${set}`,
    captionOfClass: (name: string, round: number, counts: string) =>
      `Probability of ${name} by true class after ${round} rounds; ${counts}.`,
    captionOfTrueClass: (round: number, counts: string) =>
      `Probability of the true class by true class after ${round} rounds; ${counts}.`,
    strip: (name: string, counts: string) => `${name} ${counts}`,
    counts: (right: string, strips: readonly string[]) => `${right}: ${strips.join("; ")}`,
    rightOf: (right: number, count: number) => `${right} of ${count}`,
    mostlyAs: (times: number, name: string) => `, ${times} as ${name}`,
  },
  class: (index: number) => `class ${index}`,
  sets: { train: "training", validation: "validation", test: "test" },
  confusion: {
    true: "true class",
    predicted: "predicted",
    others: "others",
    right: (right: string, all: string, set: string) => `${right} of ${all} ${set} rows are right`,
    accuracy: (value: string) => `accuracy ${value}`,
    caption: (round: number, right: string, cells: string) =>
      `Confusion matrix after ${round} rounds: ${right}. ${cells}.`,
    cell: (truth: string, predicted: string, count: string) => `${truth} as ${predicted} ${count}`,
  },
  roc: {
    title: "ROC",
    pr: "Precision over recall",
    auc: (value: string) => `AUC ${value}`,
    ap: (value: string) => `AP ${value}`,
    of: (name: string, rows: string, set: string) => `“${name}” against the rest, ${rows} ${set} rows`,
    caption: (name: string, round: number, auc: string, ap: string, set: string) =>
      `ROC and precision-recall curve of ${name} after ${round} rounds; on the ${set} rows the area under the curve is ${auc} and the average precision ${ap}.`,
    oneClass: (set: string) => `The ${set} rows are all of one class: there is nothing to rank.`,
  },
  calibration: {
    cameTrue: "Came true",
    title: (name: string) => `P(${name}) and how often it came true`,
    error: (value: string) => `calibration error ${value}`,
    of: (rows: string, set: string) => `${rows} ${set} rows`,
    caption: (name: string, round: number, error: string, bins: string) =>
      `Calibration of P(${name}) after ${round} rounds, expected calibration error ${error}. ${bins}.`,
    bin: (predicted: string, observed: string, count: string) =>
      `predicted ${predicted}, came true ${observed} of ${count}`,
    pit: "PIT: flat is right",
    coverage: "Coverage of the middle",
    covers: (nominal: string, observed: string) => `${nominal} holds ${observed}`,
    distributionCaption: (round: number, covers: string, pit: string) =>
      `Calibration of the predicted distributions after ${round} rounds. Coverage: ${covers}. PIT by tenths: ${pit}.`,
    few: "No rows with a known target to check.",
  },
} as const;
