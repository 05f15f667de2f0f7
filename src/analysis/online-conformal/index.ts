import { aci } from "./aci.ts";
import { faci } from "./faci.ts";
import { nexcp } from "./nexcp.ts";
import type { OnlineMethod } from "./online-radius.ts";
import { saocp } from "./saocp.ts";
import { sfOgd } from "./sf-ogd.ts";
import { staticSplit } from "./static-split.ts";

export const onlineMethods: readonly OnlineMethod[] = [staticSplit, sfOgd, saocp, aci, faci, nexcp];
