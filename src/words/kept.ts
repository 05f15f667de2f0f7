/** What is kept in this browser: work that survives a reload, and the way to see and erase it. */
export const keptWords = {
  full: "This browser has no more room: what is learnt from now on is lost when the page is closed. Everything goes on. See what is kept, and erase what is not needed.",
  refused:
    "This browser keeps nothing, as in a private window: a reload loses the runs. Everything goes on; export what has to last.",
  cutOff: (run: string, round: number, planned: number) =>
    `${run} was cut off at round ${round} of ${planned} when the page was closed. Its rounds are kept.`,
  goOn: "Go on",
  lost: "The work of the last visit could not be read again. It is left as it was, and a fresh experiment is shown.",
  changed: "The data set has changed since the last visit. Its runs are not shown; they would not match.",
  offer: (name: string, runs: string, when: string) => `Kept from ${when}: ${runs} on ${name}.`,
  open: "Open it again",
  title: "Kept in this browser",
  explain:
    "Runs, recordings and opened tables stay on this machine, so that a reload or a crash loses nothing. They are sent nowhere.",
  keep: "Keep my work in this browser",
  keepHint: "Off: a reload loses what is not exported, and no rows of a table are left behind.",
  works: "Work",
  nothing: "Nothing is kept.",
  here: "on screen",
  elsewhere: "open in another tab",
  erase: "Erase",
  eraseOf: (name: string) => `Erase ${name}`,
  eraseAll: "Erase all",
  eraseAllHint: "Work, tables and choices. What is on screen stays until the page is closed.",
  erased: "Everything was erased. From now on nothing is kept in this tab until it is loaded again.",
  tables: "Tables opened before",
  withCopy: "with a copy of its rows",
  withoutCopy: "its name and your decisions",
  used: (used: string, quota: string) => `${used} of ${quota} used by this page.`,
} as const;
