/** The experiment in a link: copying it and opening it. */
export const linkWords = {
  notLoaded: "The part of the page that reads and writes links could not be loaded. Reload the page.",
} as const;
