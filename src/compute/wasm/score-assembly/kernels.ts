export { normalGradients, normalScores } from "./normal";
export { movePairs, takePairs } from "./pairs";
