/**
 * Cividis (Nuñez, Anderton and Renslow, PLoS ONE 13(7), 2018) at ten places: order is seen as lightness, with any colour
 * vision, and no engine has its hues.
 */
const STOPS = [
  [0, 34, 78],
  [18, 53, 112],
  [59, 73, 108],
  [87, 93, 109],
  [112, 113, 115],
  [138, 134, 120],
  [165, 156, 116],
  [195, 179, 105],
  [225, 204, 85],
  [254, 232, 56],
] as const;

/** From dark (0) to light (1). */
export function sequentialColour(share: number): string {
  const place = Math.min(1, Math.max(0, share)) * (STOPS.length - 1);
  const below = Math.min(STOPS.length - 2, Math.floor(place));
  const part = place - below;
  const mixed = STOPS[below].map((value, n) => Math.round(value + part * (STOPS[below + 1][n] - value)));
  return `rgb(${mixed.join(" ")})`;
}
