/** Under this name a tab remembers, through reloads, which kept work is its own. */
export const STORED = "boosting-lab.work";

export function ownWorkId(): string | null {
  try {
    return sessionStorage.getItem(STORED);
  } catch {
    return null;
  }
}

/** False on a first visit, which then has nothing to load or to wait for. */
export function hasOwnWork(): boolean {
  return ownWorkId() !== null;
}
