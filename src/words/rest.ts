/** What is left to explain: the stems under the fit. */
export const restWords = {
  tree: "tree",
  linearModel: "linear model",
  ordinaryGradient: (symbol: string, learner: string) =>
    `Ordinary gradient of ${symbol}, downhill, and its ${learner}`,
  newtonStep: (symbol: string, learner: string) => `Newton step of ${symbol} and its ${learner}`,
  logitOf: (name: string) => `the logit of ${name}`,
  naturalGradient: (symbol: string, learner: string) =>
    `Natural gradient of ${symbol}, downhill, and its ${learner}`,
  /** `trees`: several trees of one round share the output. */
  residual: (trees: boolean) => `Residual, and the ${trees ? "trees" : "tree"} fitted to it`,
  classResidual: (name: string, trees: boolean) =>
    `y − p of “${name}”, and the ${trees ? "trees’" : "tree’s"} output`,
  gradient: (trees: boolean) => `Gradient −g, and the ${trees ? "trees’" : "tree’s"} output`,
  classGradient: (name: string, trees: boolean) =>
    `Gradient −g of “${name}”, and the ${trees ? "trees’" : "tree’s"} output`,
  push: (trees: boolean) => `Push up or down, and the ${trees ? "trees’" : "tree’s"} output`,
  newton: (trees: boolean) => `Newton target −g/h, and the ${trees ? "trees" : "tree"} fitted to it`,
  classNewton: (name: string) => `Newton target of “${name}”, and its tree`,
  /** `weight`: the change is drawn over it. */
  added: (target: string, weight: string | null) =>
    `${target}, and what the round added${weight === null ? "" : ` ÷ ${weight}`}`,
  targets: {
    residuals: "Residual",
    gradients: "Gradient −g",
    newton: "Newton target −g/h",
  },
  classTargets: {
    residuals: (name: string) => `y − p of “${name}”`,
    gradients: (name: string) => `Gradient −g of “${name}”`,
    newton: (name: string) => `Newton target of “${name}”`,
  },
  inOrderOfAdded: (count: string) => `${count} rows in order of what was added`,
  dropped: (rounds: number) => `Residual with ${rounds} rounds dropped, and its tree`,
  nothing: "What is left",
  noRound: "No round yet.",
  roundZero: "Round 0 is the constant. Nothing is fitted yet.",
  beyond: (count: string) => `${count} beyond the frame`,
  inOrder: (count: string, trees: boolean) =>
    `${count} rows in order of the ${trees ? "trees’" : "tree’s"} output`,
  notTrained: (row: number, set: string) => `row ${row} is for ${set}: nothing is fitted to it`,
  sets: { validation: "validation", test: "testing" },
  spoken: (caption: string, round: number, more: readonly string[]) =>
    `${[`${caption}, round ${round}`, ...more].join(", ")}.`,
} as const;
