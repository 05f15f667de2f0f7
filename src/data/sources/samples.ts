import { bank } from "./bank.ts";
import { birdStrikes } from "./bird-strikes.ts";
import { boston } from "./boston.ts";
import { penguins } from "./penguins.ts";
import type { SampleSource } from "./source.ts";
import { wages } from "./wages.ts";
import { weather } from "./weather.ts";

/** Data sets that ship as files: all that their reading needs of the list. */
export const samples: readonly SampleSource[] = [penguins, wages, boston, bank, birdStrikes, weather];
