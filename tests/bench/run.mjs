/** `npm run bench`: own engine against XGBoost in the same minute; `npm run bench -- --page`: the page under load. */
if (process.argv.includes("--page")) {
  const { benchPage } = await import("./page.mjs");
  process.exitCode = (await benchPage()) ? 0 : 1;
} else {
  const { benchEngine } = await import("./engine.mjs");
  benchEngine();
}
