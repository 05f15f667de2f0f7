import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** Where each browser is looked for, and Debian's package of it. */
const BROWSERS = {
  chromium: {
    variable: "CHROMIUM",
    package: "chromium",
    names: ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"],
    places: [
      "/usr/bin/chromium",
      "/usr/bin/chromium-browser",
      "/snap/bin/chromium",
      "/opt/google/chrome/chrome",
      "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
      "/Applications/Chromium.app/Contents/MacOS/Chromium",
      "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    ],
  },
  firefox: {
    variable: "FIREFOX",
    package: "firefox-esr",
    names: ["firefox", "firefox-esr"],
    places: [
      "/usr/bin/firefox-esr",
      "/usr/bin/firefox",
      "/snap/bin/firefox",
      "/Applications/Firefox.app/Contents/MacOS/firefox",
      "C:\\Program Files\\Mozilla Firefox\\firefox.exe",
    ],
  },
};

/** @typedef {keyof typeof BROWSERS} BrowserName */

/**
 * The path of a browser of this system, or null.
 * @param {BrowserName} name
 */
export function findBrowser(name) {
  const { variable, names, places } = BROWSERS[name];
  const given = process.env[variable];
  if (given) return existsSync(given) ? given : null;
  return places.find((place) => existsSync(place)) ?? names.map(onPath).find((path) => path !== null) ?? null;
}

/** @param {string} name */
function onPath(name) {
  const { status, stdout } = spawnSync("which", [name], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : null;
}

/**
 * Finds a browser, or installs Debian's where this is allowed: as root on a machine that sets CI.
 * @param {BrowserName} name
 */
export function browserOrInstall(name) {
  const found = findBrowser(name);
  if (found !== null || process.env[BROWSERS[name].variable] || !mayInstall()) return found;
  console.log(`No ${name} here; installing Debian's.`);
  try {
    const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    execFileSync("apt-get", ["update"], { stdio: "inherit", env: environment });
    const install = ["install", "-y", "--no-install-recommends", BROWSERS[name].package];
    execFileSync("apt-get", install, { stdio: "inherit", env: environment });
  } catch {
    return null;
  }
  return findBrowser(name);
}

function mayInstall() {
  return process.env.CI !== undefined && process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
}

/** @param {BrowserName} name */
export function installAdvice(name) {
  const { package: debian, variable } = BROWSERS[name];
  return `No ${name} was found. Install it (Debian: apt-get install ${debian}), or name one in the variable ${variable}.`;
}
