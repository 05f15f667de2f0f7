export { bindMap, bindNdcg, bindPairwise } from "./lambda-losses.ts";
export { meanAveragePrecision, meanReciprocalRank, ndcgAt } from "./list-metrics.ts";
export { bindListnet } from "./listnet.ts";
