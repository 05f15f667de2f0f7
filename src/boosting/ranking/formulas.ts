export { bindMap, bindNdcg, bindPairwise } from "./lambda-losses.ts";
export { bindListnet } from "./listnet.ts";
