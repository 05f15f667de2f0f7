/** What is kept in this browser: work that survives a reload, and the way to see and erase it. */
export const keptWords = {
  full: (what: string) =>
    `This browser has no more room: ${what} will be lost when the page is closed. Everything goes on, and what was kept before stays as it is. Erase what is not needed; then keeping goes on by itself.`,
  changes: "what has changed since the work was last kept",
  unkept: (runs: readonly { readonly name: string; readonly from: number }[]) => {
    const all = runs.map(({ name, from }) =>
      from > 0 ? `${name} from round ${from} on` : `${name} as a whole`,
    );
    const [first, second, ...more] = all;
    if (second === undefined) return first ?? "";
    return more.length === 0 ? `${first}, ${second}` : `${first}, ${second} and ${more.length} more runs`;
  },
  seeKept: "See what is kept",
  unread: (run: string) =>
    `The recording of ${run} could not be read. It is left as it was; load the page anew to try again.`,
  runs: (names: readonly string[]) => {
    const few = names.slice(0, 4).join(", ");
    return names.length > 4 ? `${few} and ${names.length - 4} more` : few;
  },
  taken: "This work was opened in another tab meanwhile. It stays there.",
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
