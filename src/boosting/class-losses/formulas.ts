export { bindLogistic } from "./logistic.ts";
export { bindSoftmax } from "./softmax.ts";
