import type { BackendWish } from "../compute/select-backend.ts";

const STORED = "boosting-lab.backend";

/** Where a reader may want to compute. All give the same model; a link never says where. */
export const backendWishes: readonly BackendWish[] = ["auto", "webgpu", "wasm", "js"];

/** Without storage the choice holds until the page is closed. */
let chosen: BackendWish | null = null;

export function wishedBackend(): BackendWish {
  if (chosen !== null) return chosen;
  try {
    const stored = localStorage.getItem(STORED);
    return backendWishes.find((wish) => wish === stored) ?? "auto";
  } catch {
    return "auto";
  }
}

export function wishBackend(wish: BackendWish): void {
  chosen = wish;
  try {
    localStorage.setItem(STORED, wish);
  } catch {
    // Kept in memory above.
  }
}
