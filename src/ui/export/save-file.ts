/** Offers a text as a file to keep. */
export function saveFile(name: string, pieces: readonly string[], type: string): void {
  saveBlob(name, new Blob([...pieces], { type }));
}

export function saveBlob(name: string, blob: Blob): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), KEEP_MS);
}

const KEEP_MS = 60_000;

/** A run's or table's name as part of a file name. */
export function fileStem(name: string): string {
  const stem = name
    .toLowerCase()
    .replace(/\.[a-z]{2,4}$/, "")
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "");
  return stem === "" ? "run" : stem;
}
