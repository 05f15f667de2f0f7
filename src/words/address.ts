/** Tables behind a public address: what goes wrong on the way, and the name of the reader's frame. */
export const addressWords = {
  reader: "Reader of public addresses",
  invalid: "An address has to begin with https:// or http://, and holds no password.",
  notATable: (host: string) =>
    `The address shows a web page of ${host}, not a table. Nothing was kept. Find the address of the file itself, often behind "Raw" or "Download".`,
  noReader:
    "This server does not hand out the part of the page that reads addresses. Download the file and drop it here.",
  status: (host: string, status: number) =>
    `${host} answered with ${status}, so there is no table. Nothing was kept. Check the address.`,
  tooLarge:
    "The file is larger than 500 megabytes. Nothing was kept. Download it and drop it here, where it is read piece by piece.",
  cancelled: "Fetching was cancelled. Nothing was kept.",
  refused: (host: string) =>
    `${host} does not let other pages read the file (CORS), or cannot be reached. Nothing was kept. Download the file and drop it here.`,
} as const;
