export { normalGradients, normalScores } from "./normal";
