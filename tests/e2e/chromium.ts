import { type Browser, chromium } from "playwright-core";
import { findBrowser, installAdvice } from "../run/find-browser.mjs";

const QUIET = [
  "--no-sandbox",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--disable-quic",
];

/** WebGPU on a software adapter: the same in every machine, with or without a GPU. */
export const SOFTWARE_GPU = ["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"];

/** The system's Chromium, talking to nobody by itself. */
export async function launchChromium(
  environment: { [name: string]: string } = {},
  flags: readonly string[] = [],
): Promise<Browser> {
  const executablePath = findBrowser("chromium");
  if (executablePath === null) throw new Error(installAdvice("chromium"));
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return chromium.launch({
    executablePath,
    args: [...QUIET, ...flags],
    env: { ...Object.fromEntries(inherited), ...environment },
  });
}
