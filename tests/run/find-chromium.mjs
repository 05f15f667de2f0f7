import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/snap/bin/chromium",
  "/opt/google/chrome/chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** The path of a Chromium of this system, or null. */
export function findChromium() {
  const given = process.env.CHROMIUM;
  if (given) return existsSync(given) ? given : null;
  return PLACES.find((place) => existsSync(place)) ?? NAMES.map(onPath).find((path) => path !== null) ?? null;
}

/** @param {string} name */
function onPath(name) {
  const { status, stdout } = spawnSync("which", [name], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : null;
}

/** Finds Chromium, or installs Debian's where this is allowed: as root on a machine that sets CI. */
export function chromiumOrInstall() {
  const found = findChromium();
  if (found !== null || process.env.CHROMIUM || !mayInstall()) return found;
  console.log("No Chromium here; installing Debian's.");
  try {
    const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    execFileSync("apt-get", ["update"], { stdio: "inherit", env: environment });
    const install = ["install", "-y", "--no-install-recommends", "chromium"];
    execFileSync("apt-get", install, { stdio: "inherit", env: environment });
  } catch {
    return null;
  }
  return findChromium();
}

function mayInstall() {
  return process.env.CI !== undefined && process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
}

export const INSTALL_ADVICE =
  "No Chromium was found. Install it (Debian: apt-get install chromium), or name one in the variable CHROMIUM.";
