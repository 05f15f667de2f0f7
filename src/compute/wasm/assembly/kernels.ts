export { gatherRange } from "./partition";
export { finish, launch, work } from "./work";
