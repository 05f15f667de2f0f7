/** A file of the build by its address, as Vite gives it. */
declare module "*.wasm?url" {
  const address: string;
  export default address;
}
