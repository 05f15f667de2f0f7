export { sumCounts } from "./quantise";
export { growTree } from "./tree";
export { finish, launch, work } from "./work";
