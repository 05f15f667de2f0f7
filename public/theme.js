// Before the first paint, so that a dark page does not flash white. src/ui/theme.ts takes over from here.
let theme = new URLSearchParams(location.search).get("theme");
try {
  theme ??= localStorage.getItem("boosting-lab.theme");
} catch {
  // Nothing is kept in this browser: the system decides.
}
if (theme !== "light" && theme !== "dark") {
  theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}
document.documentElement.dataset.theme = theme;
