export { finish, launch, work } from "./work";
