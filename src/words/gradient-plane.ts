/** The plane of a distribution's parameters: a row's way, and which ways lead down. */
export const gradientPlaneWords = {
  ordinary: "ordinary",
  natural: "natural",
  stepSize: "Step size ρ",
  arrows: "Arrows: both ways downhill, equally long.",
  others: "Dotted: this row in other runs.",
  noTarget: (row: number) => `Row ${row} has no known target: no way leads down.`,
  fisher: "Ellipses: one length in Fisher’s metric.",
  metric: (score: string) => `Ellipses: one length in the metric of the ${score}.`,
  value: (symbol: string, value: string) => `${symbol} ${value}`,
  caption: (row: number, round: number, values: string) =>
    `Parameters of row ${row} round by round; after ${round} rounds ${values}.`,
  downhill: (ordinary: string, natural: string) =>
    `Downhill by the ordinary gradient: ${ordinary}; by the natural one: ${natural}.`,
  chosen: (size: string) => `The round’s step size ρ is ${size}.`,
} as const;
