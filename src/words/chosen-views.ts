/** Pictures of predictions that are loaded when they are chosen. */
export const chosenViewWords = {
  queries: {
    title: (query: string, ndcg: string) => `Query ${query}, NDCG ${ndcg}`,
    all: "NDCG, all queries",
    shown: (shown: string, all: string) => `${shown} of ${all} documents`,
    place: (place: number, grade: string) => `place ${place}, grade ${grade}`,
    first: "1st",
    caption: (query: string, round: number, ndcg: string, documents: string) =>
      `Documents of query ${query} by their places after each round to ${round}, best on top; NDCG ${ndcg}. In order: ${documents}.`,
  },
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
