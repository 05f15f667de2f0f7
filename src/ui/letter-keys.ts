const STORED = "boosting-lab.letters";

/** Without storage (private windows, strict settings) the choice holds until the page is closed. */
let chosen: boolean | null = null;

/** Whether single letters and digits act. Some people type by voice, and every word would be a command. */
export function lettersAreOn(): boolean {
  if (chosen !== null) return chosen;
  try {
    return localStorage.getItem(STORED) !== "off";
  } catch {
    return true;
  }
}

export function switchLetters(on: boolean): void {
  chosen = on;
  try {
    localStorage.setItem(STORED, on ? "on" : "off");
  } catch {
    // Kept in memory above.
  }
}
