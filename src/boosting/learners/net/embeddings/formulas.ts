/** All that nets with embeddings ask for, in one file that is fetched for them. */
export { embeddedColumns } from "./embedding-columns.ts";
export { createEmbeddingPass } from "./embedding-pass.ts";
