/** A run that is a stack of others. */
export const stackWords = {
  members: "Members",
  about: (folds: string) =>
    `They boost side by side. After each round their predictions are added up, with weights that are not negative and fit best what members say of training rows that they never saw (${folds} folds).`,
  numbered: (number: number, name: string) => `${number} ${name}`,
  weights: (round: number) => `How much each member counts after round ${round}`,
  member: "Member",
  weight: "Weight",
  ended: "ended before",
  setting: (label: string, value: string) => `${label} ${value}`,
} as const;
